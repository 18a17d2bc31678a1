package io.github.jbuild.buildkit.session;

import com.google.protobuf.ByteString;
import io.github.jbuild.buildkit.proto.ssh.BytesMessage;
import io.github.jbuild.buildkit.transport.Dialer;
import io.github.jbuild.core.DaemonThreads;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One connection of a step with an agent. Each direction has a thread, for the agent's socket
 * blocks. An agent's messages are at most 256 KiB, and each waits for its answer, so that little is
 * ever on its way.
 */
final class SshAgentLink implements StreamObserver<BytesMessage> {

  /** Nothing more comes. */
  private static final ByteString END = ByteString.EMPTY;

  private static final int CHUNK = 32 * 1024;

  private final BlockingQueue<ByteString> toAgent = new LinkedBlockingQueue<>();
  private final Dialer agent;
  private final ServerCallStreamObserver<BytesMessage> toEngine;

  private SshAgentLink(Dialer agent, ServerCallStreamObserver<BytesMessage> toEngine) {
    this.agent = agent;
    this.toEngine = toEngine;
  }

  static SshAgentLink open(Dialer agent, ServerCallStreamObserver<BytesMessage> toEngine) {
    SshAgentLink link = new SshAgentLink(agent, toEngine);
    toEngine.setOnCancelHandler(() -> link.toAgent.add(END));
    DaemonThreads.start("session-ssh-agent", link::serve);
    return link;
  }

  @Override
  public void onNext(BytesMessage message) {
    if (!message.getData().isEmpty()) {
      toAgent.add(message.getData());
    }
  }

  @Override
  public void onError(Throwable error) {
    toAgent.add(END);
  }

  @Override
  public void onCompleted() {
    toAgent.add(END);
  }

  private void serve() {
    try (Socket socket = agent.dial()) {
      DaemonThreads.start("session-ssh-agent-answers", () -> answer(socket));
      for (ByteString data = toAgent.take(); !data.isEmpty(); data = toAgent.take()) {
        data.writeTo(socket.getOutputStream());
        socket.getOutputStream().flush();
      }
    } catch (IOException e) {
      fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(Socket socket) {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = socket.getInputStream();
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        toEngine.onNext(SshAgentService.message(chunk, count));
      }
      toEngine.onCompleted();
    } catch (IOException e) {
      fail(e);
    } catch (IllegalStateException gone) {
      // The step has ended, and with it the call.
      toAgent.add(END);
    }
    toAgent.add(END);
  }

  private void fail(IOException e) {
    if (!toEngine.isCancelled()) {
      try {
        toEngine.onError(
            Status.UNAVAILABLE
                .withDescription("the SSH agent does not answer: " + e.getMessage())
                .asRuntimeException());
      } catch (IllegalStateException ended) {
        toAgent.add(END);
      }
    }
  }
}
