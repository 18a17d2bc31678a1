package io.github.jbuild.buildkit.content;

import com.google.protobuf.Empty;
import com.google.protobuf.MessageLite;
import io.github.jbuild.buildkit.filesync.FileThreads;
import io.github.jbuild.buildkit.proto.content.AbortRequest;
import io.github.jbuild.buildkit.proto.content.InfoRequest;
import io.github.jbuild.buildkit.proto.content.InfoResponse;
import io.github.jbuild.buildkit.proto.content.ListContentRequest;
import io.github.jbuild.buildkit.proto.content.ListContentResponse;
import io.github.jbuild.buildkit.proto.content.ListStatusesRequest;
import io.github.jbuild.buildkit.proto.content.ListStatusesResponse;
import io.github.jbuild.buildkit.proto.content.ReadContentRequest;
import io.github.jbuild.buildkit.proto.content.ReadContentResponse;
import io.github.jbuild.buildkit.proto.content.StatusRequest;
import io.github.jbuild.buildkit.proto.content.StatusResponse;
import io.github.jbuild.buildkit.proto.content.UpdateRequest;
import io.github.jbuild.buildkit.proto.content.UpdateResponse;
import io.github.jbuild.buildkit.proto.content.WriteContentRequest;
import io.github.jbuild.buildkit.proto.content.WriteContentResponse;
import io.github.jbuild.buildkit.session.SessionService;
import io.github.jbuild.buildkit.transport.Rpc;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets the engine read and write blobs in folders of this machine ({@code
 * containerd.services.content.v1.Content}), each by the name that the call's metadata gives. Blobs
 * carry no labels here, and the engine removes none.
 */
public final class ContentService implements SessionService {

  private static final String NAME = "containerd.services.content.v1.Content";

  private final Map<String, ContentFolder> folders;
  private final ExecutorService threads = FileThreads.create("jbuild-content");
  private final AtomicReference<JbuildException> failure = new AtomicReference<>();

  /** A service of these folders, by the name that the engine knows them by. */
  public ContentService(Map<String, ContentFolder> folders) {
    this.folders = new TreeMap<>(folders);
  }

  @Override
  public ServerServiceDefinition definition() {
    ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(NAME);
    unary(
        service,
        "Info",
        InfoRequest.getDefaultInstance(),
        InfoResponse.getDefaultInstance(),
        this::info);
    unary(
        service,
        "Update",
        UpdateRequest.getDefaultInstance(),
        UpdateResponse.getDefaultInstance(),
        this::update);
    unary(
        service,
        "Status",
        StatusRequest.getDefaultInstance(),
        StatusResponse.getDefaultInstance(),
        this::status);
    unary(
        service,
        "ListStatuses",
        ListStatusesRequest.getDefaultInstance(),
        ListStatusesResponse.getDefaultInstance(),
        this::statuses);
    unary(
        service,
        "Abort",
        AbortRequest.getDefaultInstance(),
        Empty.getDefaultInstance(),
        this::abort);
    service.addMethod(
        Rpc.serverStream(
            NAME,
            "List",
            ListContentRequest.getDefaultInstance(),
            ListContentResponse.getDefaultInstance()),
        ServerCalls.asyncServerStreamingCall(
            (request, answers) -> answer(request, answers, this::list)));
    service.addMethod(
        Rpc.serverStream(
            NAME,
            "Read",
            ReadContentRequest.getDefaultInstance(),
            ReadContentResponse.getDefaultInstance()),
        ServerCalls.asyncServerStreamingCall(this::read));
    service.addMethod(
        Rpc.bidirectional(
            NAME,
            "Write",
            WriteContentRequest.getDefaultInstance(),
            WriteContentResponse.getDefaultInstance()),
        ServerCalls.asyncBidiStreamingCall(this::write));
    return ServerInterceptors.intercept(service.build(), new ChosenFolder(folders));
  }

  /** The first thing that went wrong on this side: a blob that could not be read or written. */
  public Optional<JbuildException> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** One answer from a folder. */
  private interface Answer<Q, A> {
    A of(ContentFolder folder, Q request) throws IOException;
  }

  private <Q extends MessageLite, A extends MessageLite> void unary(
      ServerServiceDefinition.Builder service,
      String method,
      Q request,
      A answer,
      Answer<Q, A> answers) {
    MethodDescriptor<Q, A> descriptor = Rpc.unary(NAME, method, request, answer);
    ServerCallHandler<Q, A> handler =
        ServerCalls.asyncUnaryCall((asked, observer) -> answer(asked, observer, answers));
    service.addMethod(descriptor, handler);
  }

  private <Q, A> void answer(Q request, StreamObserver<A> observer, Answer<Q, A> answer) {
    ContentFolder folder = ChosenFolder.get();
    // Without this, an answer to an engine that has gone would throw.
    ((ServerCallStreamObserver<A>) observer).setOnCancelHandler(() -> {});
    threads.execute(
        () -> {
          try {
            observer.onNext(answer.of(folder, request));
            observer.onCompleted();
          } catch (IOException | RuntimeException e) {
            observer.onError(failed(folder, e).asRuntimeException());
          }
        });
  }

  private InfoResponse info(ContentFolder folder, InfoRequest request) throws IOException {
    return InfoResponse.newBuilder().setInfo(blob(folder, request.getDigest()).info()).build();
  }

  private UpdateResponse update(ContentFolder folder, UpdateRequest request) throws IOException {
    Blob blob = blob(folder, request.getInfo().getDigest());
    throw Status.FAILED_PRECONDITION
        .withDescription(blob.digest() + " is stored in a directory, which keeps no labels")
        .asRuntimeException();
  }

  private ListContentResponse list(ContentFolder folder, ListContentRequest request)
      throws IOException {
    withoutFilters(request.getFiltersList());
    return ListContentResponse.newBuilder()
        .addAllInfo(folder.list().stream().map(Blob::info).toList())
        .build();
  }

  private StatusResponse status(ContentFolder folder, StatusRequest request) throws IOException {
    return StatusResponse.newBuilder().setStatus(status(ingest(folder, request.getRef()))).build();
  }

  private ListStatusesResponse statuses(ContentFolder folder, ListStatusesRequest request)
      throws IOException {
    withoutFilters(request.getFiltersList());
    ListStatusesResponse.Builder all = ListStatusesResponse.newBuilder();
    for (Ingest ingest : folder.ingests()) {
      all.addStatuses(status(ingest));
    }
    return all.build();
  }

  private Empty abort(ContentFolder folder, AbortRequest request) {
    ingest(folder, request.getRef()).discard();
    return Empty.getDefaultInstance();
  }

  private void read(ReadContentRequest request, StreamObserver<ReadContentResponse> observer) {
    ContentFolder folder = ChosenFolder.get();
    ReadCall call = new ReadCall((ServerCallStreamObserver<ReadContentResponse>) observer);
    threads.execute(
        () -> {
          try {
            call.send(blob(folder, request.getDigest()), request);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            observer.onError(Status.CANCELLED.asRuntimeException());
          } catch (IOException | RuntimeException e) {
            observer.onError(failed(folder, e).asRuntimeException());
          }
        });
  }

  private StreamObserver<WriteContentRequest> write(StreamObserver<WriteContentResponse> answers) {
    ContentFolder folder = ChosenFolder.get();
    return new WriteCall(
            folder,
            (ServerCallStreamObserver<WriteContentResponse>) answers,
            e -> failed(folder, e))
        .start(threads);
  }

  private Status failed(ContentFolder folder, Throwable e) {
    if (e instanceof StatusRuntimeException refusal) {
      return refusal.getStatus();
    }
    JbuildException problem =
        e instanceof IOException io
            ? CacheProblems.unusable(folder.path(), io)
            : JbuildException.of(Kind.BUG, "the cache in " + folder.path() + ": " + e).cause(e);
    failure.compareAndSet(null, problem);
    return Status.INTERNAL.withDescription(problem.message());
  }

  /** The digest that a message names. */
  static Digest digest(String text) {
    return ContentFolder.digest(text)
        .orElseThrow(
            () ->
                Status.INVALID_ARGUMENT
                    .withDescription("not a sha256 digest: \"" + text + '"')
                    .asRuntimeException());
  }

  private static Blob blob(ContentFolder folder, String text) throws IOException {
    Digest digest = digest(text);
    return folder
        .find(digest)
        .orElseThrow(
            () ->
                Status.NOT_FOUND
                    .withDescription(digest + " is not in " + folder.path())
                    .asRuntimeException());
  }

  private static Ingest ingest(ContentFolder folder, String ref) {
    return folder
        .ingest(ref)
        .orElseThrow(
            () ->
                Status.NOT_FOUND
                    .withDescription("\"" + ref + "\" is not being written")
                    .asRuntimeException());
  }

  private static io.github.jbuild.buildkit.proto.content.Status status(Ingest ingest)
      throws IOException {
    return io.github.jbuild.buildkit.proto.content.Status.newBuilder()
        .setRef(ingest.ref())
        .setOffset(ingest.offset())
        .setStartedAt(Blob.timestamp(ingest.started()))
        .setUpdatedAt(Blob.timestamp(ingest.updated()))
        .build();
  }

  private static void withoutFilters(List<String> filters) {
    if (!filters.isEmpty()) {
      throw Status.UNIMPLEMENTED
          .withDescription("filters are not supported here")
          .asRuntimeException();
    }
  }
}
