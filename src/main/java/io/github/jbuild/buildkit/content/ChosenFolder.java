package io.github.jbuild.buildkit.content;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Map;

/** Finds the folder that a call's metadata names, and refuses calls that name none. */
final class ChosenFolder implements ServerInterceptor {

  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of("buildkit-attachable-store-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<ContentFolder> FOLDER = Context.key("content folder");

  private final Map<String, ContentFolder> folders;

  ChosenFolder(Map<String, ContentFolder> folders) {
    this.folders = folders;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String name = headers.get(HEADER);
    ContentFolder folder = name == null ? null : folders.get(name);
    if (folder == null) {
      call.close(
          name == null
              ? Status.INVALID_ARGUMENT.withDescription("the call names no store")
              : Status.NOT_FOUND.withDescription("there is no store " + name),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(Context.current().withValue(FOLDER, folder), call, headers, next);
  }

  /** The folder of the call that the current thread handles. */
  static ContentFolder get() {
    ContentFolder folder = FOLDER.get();
    if (folder == null) {
      throw new IllegalStateException("no call chose a directory on this thread");
    }
    return folder;
  }
}
