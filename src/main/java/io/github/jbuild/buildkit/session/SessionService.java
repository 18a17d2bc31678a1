package io.github.jbuild.buildkit.session;

import io.grpc.ServerServiceDefinition;
import java.util.List;

/** Something that a session offers to the engine. */
public interface SessionService {

  /**
   * The service as gRPC runs it. Its calls must not wait for files or user input on the caller's
   * thread.
   */
  ServerServiceDefinition definition();

  /**
   * The full names of the methods that are announced, such as {@code
   * moby.filesync.v1.Auth/Credentials}. The engine takes a method that is not announced for
   * unsupported, without calling it.
   */
  default List<String> methods() {
    return definition().getMethods().stream()
        .map(method -> method.getMethodDescriptor().getFullMethodName())
        .toList();
  }
}
