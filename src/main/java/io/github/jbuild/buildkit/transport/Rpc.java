package io.github.jbuild.buildkit.transport;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.lite.ProtoLiteUtils;

/**
 * Descriptions of gRPC methods, written by hand: there are few, and generated stubs cost start-up
 * time.
 */
public final class Rpc {

  private Rpc() {}

  /** A call with one request and one answer. */
  public static <Q extends MessageLite, A extends MessageLite> MethodDescriptor<Q, A> unary(
      String service, String method, Q request, A answer) {
    return method(MethodType.UNARY, service, method, request, answer);
  }

  /** A call with one request and a stream of answers. */
  public static <Q extends MessageLite, A extends MessageLite> MethodDescriptor<Q, A> serverStream(
      String service, String method, Q request, A answer) {
    return method(MethodType.SERVER_STREAMING, service, method, request, answer);
  }

  /** A call with a stream each way. */
  public static <Q extends MessageLite, A extends MessageLite> MethodDescriptor<Q, A> bidirectional(
      String service, String method, Q request, A answer) {
    return method(MethodType.BIDI_STREAMING, service, method, request, answer);
  }

  private static <Q extends MessageLite, A extends MessageLite> MethodDescriptor<Q, A> method(
      MethodType type, String service, String method, Q request, A answer) {
    return MethodDescriptor.<Q, A>newBuilder()
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, method))
        .setRequestMarshaller(ProtoLiteUtils.marshaller(request))
        .setResponseMarshaller(ProtoLiteUtils.marshaller(answer))
        .build();
  }
}
