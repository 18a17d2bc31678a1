package io.github.jbuild.buildkit.content;

import io.github.jbuild.buildkit.proto.content.WriteAction;
import io.github.jbuild.buildkit.proto.content.WriteContentRequest;
import io.github.jbuild.buildkit.proto.content.WriteContentResponse;
import io.github.jbuild.core.Digest;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The engine writes one blob: each message is answered with how far it has come. The next message
 * is requested when the one before is on disk.
 */
final class WriteCall implements StreamObserver<WriteContentRequest> {

  private static final Object END = new Object();

  private final ContentFolder folder;
  private final ServerCallStreamObserver<WriteContentResponse> answers;
  private final Function<Throwable, Status> failures;
  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private @Nullable Digest expected;
  private long total;

  WriteCall(
      ContentFolder folder,
      ServerCallStreamObserver<WriteContentResponse> answers,
      Function<Throwable, Status> failures) {
    this.folder = folder;
    this.answers = answers;
    this.failures = failures;
  }

  WriteCall start(Executor threads) {
    answers.disableAutoRequest();
    answers.setOnCancelHandler(() -> events.add(END));
    threads.execute(this::run);
    answers.request(1);
    return this;
  }

  private void run() {
    Ingest begun = null;
    try {
      boolean open = true;
      while (open && events.take() instanceof WriteContentRequest request) {
        if (begun == null) {
          begun = begin(request);
        }
        open = take(begun, request);
        if (open) {
          answers.request(1);
        }
      }
      discard(begun);
      answers.onCompleted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      discard(begun);
      answers.onError(Status.CANCELLED.withDescription("interrupted").asRuntimeException());
    } catch (IOException | RuntimeException | Error e) {
      // The engine may look at once whether anything is left.
      discard(begun);
      answers.onError(failures.apply(e).asRuntimeException());
    }
  }

  private static void discard(@Nullable Ingest begun) {
    if (begun != null) {
      begun.discard();
    }
  }

  private Ingest begin(WriteContentRequest first) throws IOException {
    if (first.getRef().isEmpty()) {
      throw Status.INVALID_ARGUMENT.withDescription("a blob without a name").asRuntimeException();
    }
    expect(first);
    return folder.begin(first.getRef());
  }

  /** Returns whether more can follow. */
  private boolean take(Ingest to, WriteContentRequest request) throws IOException {
    expect(request);
    WriteContentResponse.Builder answer =
        WriteContentResponse.newBuilder().setAction(request.getAction()).setTotal(total);
    boolean commit = request.getAction() == WriteAction.COMMIT;
    if (!request.getData().isEmpty() || request.getAction() == WriteAction.WRITE) {
      to.write(request.getOffset(), request.getData());
    }
    answer
        .setStartedAt(Blob.timestamp(to.started()))
        .setUpdatedAt(Blob.timestamp(to.updated()))
        .setDigest((commit ? to.commit(total, expected) : to.digest()).toString())
        .setOffset(to.offset());
    answers.onNext(answer.build());
    return !commit;
  }

  /** Each message may say again what the blob should be. */
  private void expect(WriteContentRequest request) throws IOException {
    if (request.getTotal() > 0) {
      total = request.getTotal();
    }
    if (!request.getExpected().isEmpty()) {
      Digest digest = ContentService.digest(request.getExpected());
      expected = digest;
      if (folder.has(digest)) {
        throw Status.ALREADY_EXISTS
            .withDescription(digest + " already exists")
            .asRuntimeException();
      }
    }
  }

  @Override
  public void onNext(WriteContentRequest request) {
    events.add(request);
  }

  @Override
  public void onError(Throwable error) {
    events.add(END);
  }

  @Override
  public void onCompleted() {
    events.add(END);
  }
}
