package io.github.jbuild.buildkit.session;

import com.google.protobuf.ByteString;
import io.github.jbuild.buildkit.proto.ssh.BytesMessage;
import io.github.jbuild.buildkit.proto.ssh.CheckAgentRequest;
import io.github.jbuild.buildkit.proto.ssh.CheckAgentResponse;
import io.github.jbuild.buildkit.transport.Dialer;
import io.github.jbuild.buildkit.transport.Rpc;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.TreeMap;

/**
 * Connects steps with SSH agents (moby.sshforward.v1): bytes go to and fro, keys stay in the agent.
 */
public final class SshAgentService implements SessionService {

  private static final String SERVICE = "moby.sshforward.v1.SSH";
  private static final String DEFAULT = "default";
  private static final Metadata.Key<String> ID_HEADER =
      Metadata.Key.of("buildkit.ssh.id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<String> ID = Context.key("ssh id");

  private final Map<String, Dialer> agents;

  /** A service of these agents, by the ID that Dockerfiles name. */
  public SshAgentService(Map<String, Dialer> agents) {
    this.agents = new TreeMap<>(agents);
  }

  @Override
  public ServerServiceDefinition definition() {
    return ServerInterceptors.intercept(
        ServerServiceDefinition.builder(SERVICE)
            .addMethod(
                Rpc.unary(
                    SERVICE,
                    "CheckAgent",
                    CheckAgentRequest.getDefaultInstance(),
                    CheckAgentResponse.getDefaultInstance()),
                ServerCalls.asyncUnaryCall(this::check))
            .addMethod(
                Rpc.bidirectional(
                    SERVICE,
                    "ForwardAgent",
                    BytesMessage.getDefaultInstance(),
                    BytesMessage.getDefaultInstance()),
                ServerCalls.asyncBidiStreamingCall(this::forward))
            .build(),
        new ReadId());
  }

  private void check(CheckAgentRequest request, StreamObserver<CheckAgentResponse> answer) {
    String id = request.getId().isEmpty() ? DEFAULT : request.getId();
    if (agents.containsKey(id)) {
      answer.onNext(CheckAgentResponse.getDefaultInstance());
      answer.onCompleted();
    } else {
      answer.onError(unknown(id));
    }
  }

  private StreamObserver<BytesMessage> forward(StreamObserver<BytesMessage> toEngine) {
    String asked = ID.get();
    String id = asked == null || asked.isEmpty() ? DEFAULT : asked;
    Dialer agent = agents.get(id);
    if (agent == null) {
      toEngine.onError(unknown(id));
      return new Nowhere();
    }
    return SshAgentLink.open(agent, (ServerCallStreamObserver<BytesMessage>) toEngine);
  }

  private static RuntimeException unknown(String id) {
    return Status.NOT_FOUND
        .withDescription("no SSH agent \"" + id + "\" was provided")
        .asRuntimeException();
  }

  static BytesMessage message(byte[] bytes, int length) {
    return BytesMessage.newBuilder().setData(ByteString.copyFrom(bytes, 0, length)).build();
  }

  /** Which agent is meant stands in the call's metadata. */
  private static final class ReadId implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String id = headers.get(ID_HEADER);
      return Contexts.interceptCall(
          Context.current().withValue(ID, id == null ? "" : id), call, headers, next);
    }
  }

  /** Where bytes go after a refusal. */
  private static final class Nowhere implements StreamObserver<BytesMessage> {
    @Override
    public void onNext(BytesMessage message) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {}
  }
}
