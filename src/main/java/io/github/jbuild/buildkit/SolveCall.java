package io.github.jbuild.buildkit;

import io.github.jbuild.buildkit.proto.control.SolveRequest;
import io.github.jbuild.buildkit.proto.control.SolveResponse;
import io.github.jbuild.buildkit.transport.Control;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The call that builds. Its answer comes when everything is built and exported. */
final class SolveCall extends ClientCall.Listener<SolveResponse> {

  private final ClientCall<SolveRequest, SolveResponse> call;
  private final CompletableFuture<SolveResponse> answer = new CompletableFuture<>();
  private @Nullable SolveResponse message;

  private SolveCall(Channel channel) {
    call = channel.newCall(Control.SOLVE, CallOptions.DEFAULT);
  }

  static SolveCall start(Channel channel, SolveRequest request) {
    SolveCall solve = new SolveCall(channel);
    solve.call.start(solve, new Metadata());
    solve.call.request(2);
    solve.call.sendMessage(request);
    solve.call.halfClose();
    return solve;
  }

  /** The answer, or the call's {@link StatusRuntimeException}. */
  CompletableFuture<SolveResponse> answer() {
    return answer;
  }

  /** Asks the engine to stop; it kills what runs within a second or so. */
  void cancel() {
    call.cancel("cancelled by the client", null);
  }

  @Override
  public void onMessage(SolveResponse response) {
    message = response;
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    SolveResponse response = message;
    if (status.isOk() && response != null) {
      answer.complete(response);
    } else {
      answer.completeExceptionally(new StatusRuntimeException(status, trailers));
    }
  }
}
