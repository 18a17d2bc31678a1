package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.it.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps talk with an agent of this machine. */
final class BuildKitSshIT {

  /** Asks for the agent's keys (RFC draft-ietf-sshm-ssh-agent, section 3.5), twice. */
  private static final String LIST_KEYS =
      "RUN --mount=type=ssh%s perl -MIO::Socket::UNIX -e '"
          + "for (1..2) { my $s = IO::Socket::UNIX->new($ENV{SSH_AUTH_SOCK}) or die $!;"
          + " syswrite $s, pack(\"NC\", 1, 11); my $a = \"\";"
          + " while (length $a < 4 || length $a < 4 + unpack(\"N\", $a))"
          + " { sysread $s, $a, 65536, length $a or die; }"
          + " print \"answer \", unpack(\"H*\", $a), \"\\n\"; }'\n";

  @TempDir Path folder;
  private RealBuilds builds;

  @AfterEach
  void disconnect() {
    builds.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_step_is_told_the_keys_of_the_agent(BedDocker docker) throws Exception {
    builds = RealBuilds.on(docker);
    Path socket = folder.resolve("agent");
    Process agent = agent(socket);
    try {
      Heard heard =
          builds.build(
              Wanted.of("FROM " + BedDocker.BASE + "\n" + LIST_KEYS.formatted(""))
                  .ssh("default", socket)
                  .noCache());

      assertThat(heard.output().split("answer [0-9a-f]*" + publicKey(), -1)).hasSize(3);
    } finally {
      agent.destroy();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_step_asks_the_agent_that_it_names(BedDocker docker) throws Exception {
    builds = RealBuilds.on(docker);
    Path socket = folder.resolve("agent");
    Process agent = agent(socket);
    try {
      Heard heard =
          builds.build(
              Wanted.of("FROM " + BedDocker.BASE + "\n" + LIST_KEYS.formatted(",id=deploy"))
                  .ssh("default", folder.resolve("nothing"))
                  .ssh("deploy", socket)
                  .noCache());

      assertThat(heard.output()).contains(publicKey());
    } finally {
      agent.destroy();
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_agent_that_is_not_given_is_named(BedDocker docker) {
    builds = RealBuilds.on(docker);
    String dockerfile =
        "FROM " + BedDocker.BASE + "\nRUN --mount=type=ssh,id=deploy,required=true true\n";

    JbuildException error =
        builds.failure(Wanted.of(dockerfile).ssh("other", folder.resolve("nothing")));
    JbuildException without = builds.failure(Wanted.of(dockerfile));

    for (JbuildException each : java.util.List.of(error, without)) {
      assertThat(each.kind()).isEqualTo(Kind.USAGE);
      assertThat(each.message()).contains("SSH agent \"deploy\"", "RUN --mount=type=ssh");
      assertThat(each.hint().orElseThrow()).contains("--ssh deploy");
    }
  }

  private static Process agent(Path socket) throws IOException, InterruptedException {
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(LiveEngine.eventually(() -> Files.exists(socket))).isTrue();
    ProcessBuilder add = new ProcessBuilder("ssh-add", TestBed.forwardedKey().toString());
    add.environment().put("SSH_AUTH_SOCK", socket.toString());
    assertThat(add.start().waitFor()).isZero();
    return agent;
  }

  private static String publicKey() throws IOException {
    String line = Files.readString(Path.of(TestBed.forwardedKey() + ".pub"));
    return HexFormat.of().formatHex(Base64.getDecoder().decode(line.split(" ", -1)[1]));
  }
}
