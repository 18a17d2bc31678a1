package io.github.jbuild.buildkit.filesync.send;

import io.github.jbuild.buildkit.filesync.CallHeaders;
import io.github.jbuild.buildkit.filesync.FileThreads;
import io.github.jbuild.buildkit.filesync.source.EntryFilter;
import io.github.jbuild.buildkit.filesync.source.FileSource;
import io.github.jbuild.buildkit.proto.filesync.Packet;
import io.github.jbuild.buildkit.session.SessionService;
import io.github.jbuild.buildkit.transport.Rpc;
import io.github.jbuild.core.JbuildException;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Serves files to the engine, which names the tree that it wants and requests what it does not have
 * from an earlier build ({@code moby.filesync.v1.FileSync}, the sending side of fsutil). Owner and
 * group of everything are 0. Files are read on threads of this service's own, and no faster than
 * the engine takes them.
 */
public final class FileSyncService implements SessionService {

  private static final String NAME = "moby.filesync.v1.FileSync";
  private static final MethodDescriptor<Packet, Packet> DIFF_COPY =
      Rpc.bidirectional(NAME, "DiffCopy", Packet.getDefaultInstance(), Packet.getDefaultInstance());

  private final Map<String, FileSource> sources;
  private final TransferListener listener;
  private final ExecutorService threads = FileThreads.create("jbuild-files");
  private final AtomicReference<JbuildException> failure = new AtomicReference<>();

  /**
   * Serves some trees.
   *
   * @param sources trees by the name that the engine requests, such as {@code context} and {@code
   *     dockerfile}
   * @param listener notified of each transfer
   */
  public FileSyncService(Map<String, FileSource> sources, TransferListener listener) {
    this.sources = Map.copyOf(sources);
    this.listener = listener;
  }

  @Override
  public ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(NAME).addMethod(DIFF_COPY, this::serve).build();
  }

  /**
   * The first thing that went wrong on this side: a file that could not be read, or that changed
   * meanwhile. The engine knows of it as well, but in other words.
   */
  public Optional<JbuildException> failure() {
    return Optional.ofNullable(failure.get());
  }

  private ServerCall.Listener<Packet> serve(ServerCall<Packet, Packet> call, Metadata headers) {
    String name = CallHeaders.first(headers, "dir-name");
    FileSource source = sources.get(name);
    if (source == null) {
      return refuse(call, Status.NOT_FOUND.withDescription("no directory \"" + name + '"'));
    }
    EntryFilter filter;
    try {
      filter =
          new EntryFilter(
              CallHeaders.all(headers, "include-patterns"),
              CallHeaders.all(headers, "exclude-patterns"),
              CallHeaders.all(headers, "followpaths"));
    } catch (IllegalArgumentException e) {
      return refuse(call, Status.INVALID_ARGUMENT.withDescription("badly encoded patterns"));
    }
    SendCall send =
        new SendCall(
            call, threads, new SendProgress(name, listener), e -> failure.compareAndSet(null, e));
    call.sendHeaders(new Metadata());
    send.start(source, filter);
    return send;
  }

  private static ServerCall.Listener<Packet> refuse(
      ServerCall<Packet, Packet> call, Status status) {
    call.close(status, new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
