package io.github.jbuild.buildkit.session;

import com.google.protobuf.UnsafeByteOperations;
import io.github.jbuild.buildkit.proto.secrets.GetSecretRequest;
import io.github.jbuild.buildkit.proto.secrets.GetSecretResponse;
import io.github.jbuild.buildkit.transport.Rpc;
import io.github.jbuild.core.DaemonThreads;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hands out secrets by their IDs (moby.buildkit.secrets.v1). One that is not here is {@code
 * NOT_FOUND}, and a step that does not require it runs without. A secret is read when it is asked
 * for and kept nowhere.
 */
public final class SecretsService implements SessionService {

  private static final String SERVICE = "moby.buildkit.secrets.v1.Secrets";

  /** Reads a secret's bytes; may wait for a file. */
  @FunctionalInterface
  public interface Value {
    byte[] read() throws IOException;
  }

  private final Map<String, Value> secrets;

  /** A service of these secrets, by ID. */
  public SecretsService(Map<String, Value> secrets) {
    this.secrets = new TreeMap<>(secrets);
  }

  @Override
  public ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(SERVICE)
        .addMethod(
            Rpc.unary(
                SERVICE,
                "GetSecret",
                GetSecretRequest.getDefaultInstance(),
                GetSecretResponse.getDefaultInstance()),
            ServerCalls.asyncUnaryCall(this::get))
        .build();
  }

  private void get(GetSecretRequest request, StreamObserver<GetSecretResponse> answer) {
    Value value = secrets.get(request.getId());
    if (value == null) {
      answer.onError(
          Status.NOT_FOUND
              .withDescription("no secret \"" + request.getId() + "\" was provided")
              .asRuntimeException());
      return;
    }
    DaemonThreads.start(
        "session-secret",
        () -> {
          try {
            byte[] bytes = value.read();
            answer.onNext(
                GetSecretResponse.newBuilder()
                    .setData(UnsafeByteOperations.unsafeWrap(bytes))
                    .build());
            answer.onCompleted();
          } catch (IOException e) {
            answer.onError(
                Status.UNAVAILABLE
                    .withDescription(
                        "secret \"" + request.getId() + "\" cannot be read: " + e.getMessage())
                    .asRuntimeException());
          }
        });
  }
}
