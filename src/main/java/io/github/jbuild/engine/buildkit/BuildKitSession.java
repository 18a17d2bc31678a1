package io.github.jbuild.engine.buildkit;

import io.github.jbuild.build.ContainerEngine.Listener;
import io.github.jbuild.build.ContainerEngine.Request;
import io.github.jbuild.build.Secret;
import io.github.jbuild.build.SshAgent;
import io.github.jbuild.buildkit.filesync.send.FileSyncService;
import io.github.jbuild.buildkit.filesync.send.TransferListener;
import io.github.jbuild.buildkit.filesync.source.Content;
import io.github.jbuild.buildkit.filesync.source.FileSource;
import io.github.jbuild.buildkit.filesync.source.ListedSource;
import io.github.jbuild.buildkit.filesync.source.MemorySource;
import io.github.jbuild.buildkit.filesync.source.SourceEntry;
import io.github.jbuild.buildkit.session.RegistryAuthService;
import io.github.jbuild.buildkit.session.RegistryAuthService.Credentials;
import io.github.jbuild.buildkit.session.SecretsService;
import io.github.jbuild.buildkit.session.Session;
import io.github.jbuild.buildkit.session.SessionService;
import io.github.jbuild.buildkit.session.SshAgentService;
import io.github.jbuild.buildkit.transport.Dialer;
import io.github.jbuild.buildkit.transport.UnixSocketDialer;
import io.github.jbuild.context.ContextEntry;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.engine.auth.RegistryCredentials;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What one build lends to BuildKit: its files, credentials, secrets and agents. */
final class BuildKitSession {

  private final Request request;
  private final RegistryCredentials credentials;
  private final Listener listener;
  private final FileSyncService files;
  private final Map<String, String> described = new ConcurrentHashMap<>();

  BuildKitSession(Request request, RegistryCredentials credentials, Listener listener) {
    this.request = request;
    this.credentials = credentials;
    this.listener = listener;
    Map<String, FileSource> sources = new LinkedHashMap<>();
    sources.put(
        "dockerfile", new MemorySource(Map.of(request.dockerfile(), request.files().dockerfile())));
    sources.put(
        "context",
        new ListedSource(request.files().entries().stream().map(BuildKitSession::entry).toList()));
    this.files = new FileSyncService(sources, TransferListener.NONE);
  }

  /** The session; {@code more} take what the build exports, and keep its caches. */
  Session open(List<SessionService> more) {
    List<SessionService> services = new ArrayList<>(more);
    services.add(files);
    services.add(new RegistryAuthService(this::find));
    if (!request.settings().secrets().isEmpty()) {
      Map<String, SecretsService.Value> secrets = new LinkedHashMap<>();
      for (Secret secret : request.settings().secrets()) {
        secrets.put(secret.id(), secret.value()::read);
      }
      services.add(new SecretsService(secrets));
    }
    if (!request.settings().sshAgents().isEmpty()) {
      Map<String, Dialer> agents = new LinkedHashMap<>();
      for (SshAgent agent : request.settings().sshAgents()) {
        agents.put(agent.id(), new UnixSocketDialer(agent.socket()));
      }
      services.add(new SshAgentService(agents));
    }
    return Session.of(request.name(), request.files().key(), services);
  }

  /** Why files could not be sent; BuildKit knows it in other words. */
  Optional<JbuildException> failure() {
    return files.failure();
  }

  /** Which credentials a registry was given. */
  String describe(String registry) {
    return described.getOrDefault(registry, "no credentials were requested");
  }

  /** Credentials go only to the registries of the build's own images. */
  private Optional<Credentials> find(String registry) {
    if (!request.registries().contains(registry)) {
      return Optional.empty();
    }
    RegistryCredentials.Found found = credentials.find(registry);
    described.put(registry, found.description());
    found.warning().ifPresent(this::warn);
    return found
        .auth()
        .map(
            auth -> {
              String token = auth.getIdentitytoken();
              return token != null
                  ? Credentials.token(token)
                  : new Credentials(
                      String.valueOf(auth.getUsername()), String.valueOf(auth.getPassword()));
            });
  }

  /** Tells the user. */
  void warn(String text) {
    listener.on(BuildStatus.of(new BuildStatus.Warning("", 1, text, List.of(), "", "", 0)));
  }

  private static SourceEntry entry(ContextEntry entry) {
    return switch (entry.kind()) {
      case FILE ->
          SourceEntry.file(
              entry.path(),
              entry.mode(),
              entry.size(),
              entry.modifiedNanos(),
              entry.inodeOrNull(),
              Content.of(entry.file()));
      case FOLDER -> SourceEntry.folder(entry.path(), entry.mode(), entry.modifiedNanos());
      case LINK ->
          SourceEntry.link(
              entry.path(),
              entry.mode(),
              entry.modifiedNanos(),
              String.valueOf(entry.targetOrNull()));
    };
  }
}
