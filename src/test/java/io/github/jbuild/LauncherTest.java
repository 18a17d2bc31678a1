package io.github.jbuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher in a project of its own, with programs in place of Maven and Java. */
class LauncherTest {

  private record Run(int code, String out, String err) {}

  @TempDir Path folder = Path.of("");

  private Path home = Path.of("");
  private Path bin = Path.of("");

  @BeforeEach
  void make_a_project() throws IOException {
    home = Files.createDirectories(folder.resolve("my project"));
    bin = Files.createDirectories(folder.resolve("jdk/bin"));
    program(home.resolve("jbuild"), Files.readString(Path.of("jbuild")));
    Files.createDirectories(home.resolve("src/main"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.writeString(home.resolve("src/main/A.java"), "class A {}");
    tools();
    java("17");
    program(bin.resolve("javac"), "#!/bin/sh\n");
    maven(
        """
        echo build >>"$PWD/builds"
        sleep 0.3
        for argument; do
          case $argument in -Drunnable.jar=*) echo jar >"${argument#*=}" ;; esac
        done
        """);
  }

  @Test
  void builds_when_the_jar_is_missing_and_says_so() throws Exception {
    Run run = launch("render", "--profile", "a b");
    assertThat(run.err()).isEqualTo("jbuild: building itself (first start) ...\n");
    assertThat(run.out()).endsWith("-jar|" + home + "/target/jbuild.jar|render|--profile|a b|\n");
    assertThat(run.code()).isEqualTo(42);
  }

  @Test
  void starts_at_once_when_the_jar_is_fresh() throws Exception {
    launch();
    assertThat(launch().err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void builds_again_when_a_source_is_newer() throws Exception {
    launch();
    Files.setLastModifiedTime(
        home.resolve("src/main/A.java"), FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(launch().err()).isEqualTo("jbuild: building itself (sources have changed) ...\n");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void builds_once_for_launches_at_the_same_time() throws Exception {
    List<Process> launches = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      launches.add(start(home.resolve("jbuild"), List.of()));
    }
    for (Process launch : launches) {
      assertThat(finish(launch).code()).isEqualTo(42);
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void finds_its_folder_through_links() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("my project/jbuild"));
    Path far = Files.createDirectories(folder.resolve("far"));
    Path second = Files.createSymbolicLink(far.resolve("jb"), link);
    assertThat(finish(start(second, List.of())).out()).contains(home + "/target/jbuild.jar");
  }

  @Test
  void shows_what_maven_said_when_the_build_fails() throws Exception {
    maven("echo '[ERROR] does not compile'; exit 1");
    Run run = launch();
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("[ERROR] does not compile", "error: jbuild could not be built");
    assertThat(home.resolve("target/build.log")).content().contains("does not compile");
    assertThat(home.resolve("target/jbuild.jar")).doesNotExist();
  }

  @Test
  void refuses_an_old_java() throws Exception {
    java("11");
    Run run = launch();
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("needs Java 17 or newer", "is 11", "hint: ");
  }

  @Test
  void notices_another_java_for_a_fresh_jar() throws Exception {
    launch();
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.1\"\n");
    java("11");
    assertThat(launch().err()).contains("needs Java 17 or newer");
  }

  @Test
  void makes_the_archive_again_for_a_jar_that_something_else_built() throws Exception {
    program(
        bin.resolve("java"),
        """
        #!/bin/sh
        case " $* " in
          *" -XshowSettings"*) echo "    java.specification.version = 17" >&2 ;;
          *" -Xshare:dump "*) echo dump >>"${0%/*}/dumps" ;;
        esac
        """);
    launch();
    launch();
    assertThat(bin.resolve("dumps")).hasContent("dump");
    Files.setLastModifiedTime(
        home.resolve("target/jbuild.jar"), FileTime.from(Instant.now().plusSeconds(5)));
    launch();
    assertThat(bin.resolve("dumps")).hasContent("dump\ndump");
  }

  @Test
  void says_that_maven_or_the_compiler_is_missing() throws Exception {
    Files.delete(bin.resolve("javac"));
    assertThat(launch().err()).contains("has no compiler");
    Files.delete(bin.resolve("mvn"));
    Run run = launch();
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("needs Maven");
  }

  private void java(String version) throws IOException {
    program(
        bin.resolve("java"),
        """
        #!/bin/sh
        case $1 in
          -XshowSettings*) echo "    java.specification.version = VERSION" >&2; exit 0 ;;
        esac
        printf '%s|' "$@"
        echo
        exit 42
        """
            .replace("VERSION", version));
  }

  private void maven(String script) throws IOException {
    program(bin.resolve("mvn"), "#!/bin/sh\n" + script);
  }

  private long builds() throws IOException {
    return Files.readString(home.resolve("builds")).lines().count();
  }

  private Run launch(String... arguments) throws Exception {
    return finish(start(home.resolve("jbuild"), List.of(arguments)));
  }

  private Process start(Path launcher, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    return builder.start();
  }

  private static Run finish(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, err);
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The tools that the launcher may use, without a Maven of the machine's own. */
  private void tools() throws IOException {
    for (String tool :
        List.of("readlink", "find", "sed", "mkdir", "rm", "mv", "touch", "cat", "flock", "sleep")) {
      for (String place : List.of("/usr/bin/", "/bin/")) {
        if (Files.isExecutable(Path.of(place + tool)) && Files.notExists(bin.resolve(tool))) {
          program(bin.resolve(tool), "#!/bin/sh\nexec " + place + tool + " \"$@\"\n");
        }
      }
    }
  }
}
