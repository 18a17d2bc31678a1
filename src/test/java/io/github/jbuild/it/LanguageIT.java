package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Python;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a profile can say and no built-in profile does: a source built by its own setup.py, packages
 * of the context, overrides, links, volumes, folders of the loader, files of the donor, raw text.
 */
final class LanguageIT {

  private static final String TAG = "jbuild-it:language";

  @TempDir Path folder;

  @Test
  void says_what_no_built_in_profile_needs() throws IOException, NoSuchAlgorithmException {
    byte[] archive = Files.readAllBytes(source());
    packages();
    CommandResult built;
    HttpServer server = serve(archive);
    try {
      Path profile = profile(archive, server.getAddress());
      built =
          TestBed.jbuild(
              "build",
              "--facts",
              TestBed.variable("JBUILD_TESTBED_FACTS"),
              "--profile",
              profile.toString(),
              "--tag",
              TAG,
              "--progress",
              "plain");
    } finally {
      server.stop(0);
    }

    assertThat(built.succeeds().err())
        .contains("warning: lonely 3.0 declares requests, which is not installed");
    assertThat(python("import greet, helper, lonely; print(greet.TEXT, helper.TEXT, lonely.TEXT)"))
        .isEqualTo("patched for Jetson by 3 jobs, with idna; alone");
    assertThat(python("import importlib.metadata as m; print(m.version('idna'))")).isEqualTo("3.6");
    assertThat(
            TestBed.shell(
                    TAG,
                    "readlink /usr/bin/python; cat /raw; ls /opt/lib;"
                        + " ldconfig -v 2>/dev/null | grep -c '^/opt/lib:'")
                .succeeds()
                .out())
        .isEqualTo("/usr/bin/python3\nby hand\ndebian_version\n1\n");
    assertThat(
            TestBed.docker("inspect", "--format", "{{json .Config.Volumes}}", TAG).succeeds().out())
        .contains("\"/data\":{}");
    assertThat(TestBed.shell(TAG, "echo \"${STAGE:-none}\"").succeeds().out()).isEqualTo("none\n");
  }

  /** On the address of the wheel index, which the steps of builds reach. */
  private static HttpServer serve(byte[] archive) throws IOException {
    String host = URI.create(TestBed.variable("JBUILD_TESTBED_INDEX")).getHost();
    HttpServer server = HttpServer.create(new InetSocketAddress(host, 0), 0);
    server.createContext(
        "/greet-1.0.tar",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
          }
        });
    server.start();
    return server;
  }

  private Path profile(byte[] archive, InetSocketAddress server)
      throws IOException, NoSuchAlgorithmException {
    Profile slim = TestBed.plan("slim").profile();
    Python.Uv uv = (Python.Uv) TestBed.plan("inference-server").profile().python().installer();
    Path profile = folder.resolve("language.yaml");
    Files.writeString(
        profile,
        """
        profile: language
        l4t: r36.4.0
        base: {family: ubuntu, image: "%1$s"}
        donor:
          image: "%2$s"
          copy: [{from: /etc/debian_version, to: /opt/lib/}]
        loader: {paths: [/opt/lib]}
        apt: {build: [python3-dev, python3-pip], runtime: [python3]}
        sources:
          greet:
            version: "1.0"
            url: "%3$s"
            sha256: %4$s
            build: setup.py
            patches: [{file: greet.txt, text: plain, by: patched}]
            env: {STAGE: Jetson}
            jobs: 3
            packages: [setuptools, wheel]
            wheel: dist/*.whl
        python:
          version: "3.11"
          index: "%5$s"
          installer: uv
          uv: {version: %6$s, url: "%7$s", sha256: %8$s}
          overrides: [idna==3.6]
          env: {STAGE: installing}
          local: [{path: helper, deps: true}, {path: lonely, name: lonely}]
        app:
          context: .
          volumes: [/data]
          links: {/usr/bin/python: /usr/bin/python3}
          command: python --version
        raw:
          - stage: runtime
            lines: [RUN echo by hand > /raw]
            why: nothing else says it
        ignore: {JB116: it only prints a version}
        """
            .formatted(
                slim.base().image(),
                slim.donor().orElseThrow(),
                "http://" + server.getHostString() + ":" + server.getPort() + "/greet-1.0.tar",
                sha256(archive),
                TestBed.variable("JBUILD_TESTBED_INDEX"),
                uv.tool().version(),
                uv.tool().url(),
                uv.tool().sha256().hex()));
    return profile;
  }

  /** A source whose setup.py notes what the stage gives it. */
  private Path source() throws IOException {
    Path source = Files.createDirectories(folder.resolve("greet-1.0"));
    Files.writeString(source.resolve("greet.txt"), "plain");
    Files.writeString(
        source.resolve("setup.py"),
        """
        import os, pathlib
        from setuptools import setup
        text = pathlib.Path("greet.txt").read_text()
        text += " for " + os.environ["STAGE"] + " by " + os.environ["MAX_JOBS"] + " jobs"
        pathlib.Path("greet.py").write_text("TEXT = %r\\n" % text)
        setup(name="greet", version="1.0", py_modules=["greet"])
        """);
    Path archive = folder.resolve("greet-1.0.tar");
    CommandResult.of(
            List.of(
                "tar",
                "--sort=name",
                "--mtime=@0",
                "--owner=0",
                "--group=0",
                "-C",
                folder.toString(),
                "-cf",
                archive.toString(),
                "greet-1.0"))
        .succeeds();
    return archive;
  }

  private void packages() throws IOException {
    project("helper", "idna<3", "import idna\nTEXT = ', with ' + idna.__name__ + ';'\n");
    // Another one each time: what its installation says is not repeated from the cache.
    project("lonely", "requests", "TEXT = 'alone'  # " + UUID.randomUUID() + "\n");
  }

  private void project(String name, String needs, String code) throws IOException {
    Path project = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        project.resolve("pyproject.toml"),
        """
        [build-system]
        requires = ["setuptools"]
        build-backend = "setuptools.build_meta"
        [project]
        name = "%s"
        version = "3.0"
        dependencies = ["%s"]
        [tool.setuptools]
        py-modules = ["%s"]
        """
            .formatted(name, needs, name));
    Files.writeString(project.resolve(name + ".py"), code);
  }

  private static String python(String code) {
    return TestBed.run(TAG, "python3", "-c", code).succeeds().out().strip().replace(" ,", ",");
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
