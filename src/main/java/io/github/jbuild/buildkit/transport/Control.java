package io.github.jbuild.buildkit.transport;

import io.github.jbuild.buildkit.proto.control.BytesMessage;
import io.github.jbuild.buildkit.proto.control.ListWorkersRequest;
import io.github.jbuild.buildkit.proto.control.ListWorkersResponse;
import io.github.jbuild.buildkit.proto.control.SolveRequest;
import io.github.jbuild.buildkit.proto.control.SolveResponse;
import io.github.jbuild.buildkit.proto.control.StatusRequest;
import io.github.jbuild.buildkit.proto.control.StatusResponse;
import io.grpc.MethodDescriptor;

/** The methods of BuildKit's control API, {@code moby.buildkit.v1.Control}. */
public final class Control {

  /** The service's full name. */
  public static final String SERVICE = "moby.buildkit.v1.Control";

  /** What builds, and for which platforms. */
  public static final MethodDescriptor<ListWorkersRequest, ListWorkersResponse> LIST_WORKERS =
      Rpc.unary(
          SERVICE,
          "ListWorkers",
          ListWorkersRequest.getDefaultInstance(),
          ListWorkersResponse.getDefaultInstance());

  /** Builds; answers when all is built and exported. */
  public static final MethodDescriptor<SolveRequest, SolveResponse> SOLVE =
      Rpc.unary(
          SERVICE, "Solve", SolveRequest.getDefaultInstance(), SolveResponse.getDefaultInstance());

  /** Follows a build. */
  public static final MethodDescriptor<StatusRequest, StatusResponse> STATUS =
      Rpc.serverStream(
          SERVICE,
          "Status",
          StatusRequest.getDefaultInstance(),
          StatusResponse.getDefaultInstance());

  /** Carries the connection of a session. */
  public static final MethodDescriptor<BytesMessage, BytesMessage> SESSION =
      Rpc.bidirectional(
          SERVICE, "Session", BytesMessage.getDefaultInstance(), BytesMessage.getDefaultInstance());

  private Control() {}
}
