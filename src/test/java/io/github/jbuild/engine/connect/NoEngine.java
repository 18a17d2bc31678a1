package io.github.jbuild.engine.connect;

import io.github.jbuild.core.JbuildException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Map;

/** What is said where no engine can be used, on whatever machine a test runs. */
public final class NoEngine {

  private NoEngine() {}

  /** None of the default sockets exists. */
  public static JbuildException anywhere() {
    Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", "/run/user/1000");
    return ConnectFailures.none(
        new EngineLocator(environment, Path.of("/home/me"))
            .candidates(null).stream()
                .map(each -> new ConnectFailures.Attempt(each, "no such file", null))
                .toList());
  }

  /** The first of the default sockets belongs to others; root, who may all, cannot provoke it. */
  public static JbuildException permitted() {
    BindException thrown = new BindException("Permission denied");
    EngineEndpoint first = new EngineLocator(Map.of(), Path.of("/home/me")).candidates(null).get(0);
    return ConnectFailures.none(
        java.util.List.of(
            new ConnectFailures.Attempt(first, ConnectFailures.reason(thrown), thrown)));
  }
}
