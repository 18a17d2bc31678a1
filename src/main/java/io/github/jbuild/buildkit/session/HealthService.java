package io.github.jbuild.buildkit.session;

import io.github.jbuild.buildkit.proto.health.HealthCheckRequest;
import io.github.jbuild.buildkit.proto.health.HealthCheckResponse;
import io.github.jbuild.buildkit.proto.health.HealthCheckResponse.ServingStatus;
import io.github.jbuild.buildkit.transport.Rpc;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;

/**
 * Says that the client is there. The engine asks each second to each five seconds, and drops a
 * session that does not answer.
 */
final class HealthService implements SessionService {

  private static final String SERVICE = "grpc.health.v1.Health";
  private static final MethodDescriptor<HealthCheckRequest, HealthCheckResponse> CHECK =
      Rpc.unary(
          SERVICE,
          "Check",
          HealthCheckRequest.getDefaultInstance(),
          HealthCheckResponse.getDefaultInstance());
  private static final HealthCheckResponse SERVING =
      HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build();

  @Override
  public ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(SERVICE)
        .addMethod(
            CHECK,
            ServerCalls.asyncUnaryCall(
                (request, answer) -> {
                  answer.onNext(SERVING);
                  answer.onCompleted();
                }))
        .build();
  }
}
