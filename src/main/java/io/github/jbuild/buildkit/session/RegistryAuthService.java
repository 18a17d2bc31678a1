package io.github.jbuild.buildkit.session;

import io.github.jbuild.buildkit.proto.filesync.CredentialsRequest;
import io.github.jbuild.buildkit.proto.filesync.CredentialsResponse;
import io.github.jbuild.buildkit.transport.Rpc;
import io.github.jbuild.core.DaemonThreads;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Optional;

/**
 * Gives the engine the credentials of registries when it requests them (moby.filesync.v1.Auth).
 * Tokens are left to the engine: that method is not announced.
 */
public final class RegistryAuthService implements SessionService {

  private static final String SERVICE = "moby.filesync.v1.Auth";

  /** Credentials of a registry. */
  public record Credentials(String username, String secret) {

    /** An identity token, as {@code docker login} keeps it for some registries. */
    public static Credentials token(String token) {
      return new Credentials("", token);
    }

    @Override
    public String toString() {
      return "Credentials[username=" + username + ", secret=…]";
    }
  }

  /** Where credentials come from; may wait for a program. */
  @FunctionalInterface
  public interface Source {

    /**
     * The credentials of a registry.
     *
     * @param registry as image references name it: {@code docker.io} for Docker Hub
     */
    Optional<Credentials> find(String registry);
  }

  private final Source source;

  /** A service that asks {@code source}. */
  public RegistryAuthService(Source source) {
    this.source = source;
  }

  @Override
  public ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(SERVICE)
        .addMethod(
            Rpc.unary(
                SERVICE,
                "Credentials",
                CredentialsRequest.getDefaultInstance(),
                CredentialsResponse.getDefaultInstance()),
            ServerCalls.asyncUnaryCall(this::credentials))
        .build();
  }

  private void credentials(CredentialsRequest request, StreamObserver<CredentialsResponse> answer) {
    DaemonThreads.start(
        "session-credentials",
        () -> {
          CredentialsResponse.Builder response = CredentialsResponse.newBuilder();
          source
              .find(registry(request.getHost()))
              .ifPresent(found -> response.setUsername(found.username()).setSecret(found.secret()));
          answer.onNext(response.build());
          answer.onCompleted();
        });
  }

  /** Docker Hub is requested by the name of its servers. */
  static String registry(String host) {
    return switch (host) {
      case "registry-1.docker.io", "index.docker.io", "https://index.docker.io/v1/" -> "docker.io";
      default -> host;
    };
  }
}
