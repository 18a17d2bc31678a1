package io.github.jbuild.buildkit;

import io.github.jbuild.buildkit.proto.control.BytesMessage;
import io.github.jbuild.buildkit.session.SessionService;
import io.github.jbuild.buildkit.transport.Rpc;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A service of a session that sends back what it receives, or does not come back at all. */
final class EchoService implements SessionService {

  static final MethodDescriptor<BytesMessage, BytesMessage> ECHO =
      Rpc.unary(
          "test.Echo",
          "Echo",
          BytesMessage.getDefaultInstance(),
          BytesMessage.getDefaultInstance());
  static final MethodDescriptor<BytesMessage, BytesMessage> HANG =
      Rpc.unary(
          "test.Echo",
          "Hang",
          BytesMessage.getDefaultInstance(),
          BytesMessage.getDefaultInstance());

  private final CountDownLatch hanging;
  private final CountDownLatch never = new CountDownLatch(1);

  /**
   * The service.
   *
   * @param calls how many calls are expected to hang
   */
  EchoService(int calls) {
    hanging = new CountDownLatch(calls);
  }

  /** Waits until all those calls are there and hang. */
  boolean awaitHanging() throws InterruptedException {
    return hanging.await(30, TimeUnit.SECONDS);
  }

  @Override
  public ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder("test.Echo")
        .addMethod(
            ECHO,
            ServerCalls.asyncUnaryCall(
                (request, answer) -> {
                  answer.onNext(request);
                  answer.onCompleted();
                }))
        .addMethod(
            HANG,
            ServerCalls.asyncUnaryCall(
                (request, answer) -> {
                  hanging.countDown();
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }))
        .build();
  }
}
