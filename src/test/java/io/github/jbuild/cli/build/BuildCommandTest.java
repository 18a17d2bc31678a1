package io.github.jbuild.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.build.BuildJob;
import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.build.ScriptedEngine;
import io.github.jbuild.build.TestJobs;
import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.plan.PlanReport;
import io.github.jbuild.cli.TestConsole;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.render.Dialect;
import io.github.jbuild.testing.ImageFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Option;

class BuildCommandTest {

  /** Profiles by name, each with the same job. */
  static final class Jobs implements JobOptions {
    @Option(names = {"-p", "--profile"})
    private List<String> profiles = new ArrayList<>();

    @Override
    public int load() {
      return profiles.size();
    }

    @Override
    public List<BuildJob> jobs(Dialect dialect) {
      return profiles.stream().map(name -> TestJobs.job(name, name + ":1")).toList();
    }

    @Override
    public List<PlanReport> reports() {
      return profiles.stream().map(BuildCommandTest::report).toList();
    }

    @Override
    public Plan plan(String profile) {
      return TestJobs.plan(profile);
    }

    @Override
    public FactTables facts() {
      return FactTables.builtIn();
    }
  }

  @TempDir Path folder = Path.of("");

  private final TestConsole console =
      new TestConsole(Map.of("VERSION", "7", "BUILDKIT_PROGRESS", "plain"));
  private ScriptedEngine engine = new ScriptedEngine(TestJobs::wholeBuild);
  private @Nullable String host;

  /** A profile has the finding that its name says; most have none. */
  private static PlanReport report(String profile) {
    Rule rule = new Rule("JB117", "reload", "nothing reloads", "It forks.");
    SourceSpan place = new SourceSpan(profile + ".yaml", 3, 1, "app: x");
    List<Finding> findings =
        Arrays.stream(Severity.values())
            .filter(severity -> profile.endsWith(severity.word()))
            .map(severity -> new Finding(rule, severity, "it reloads", null, place, "do not"))
            .toList();
    return new PlanReport(profile, List.of(CheckResult.of(rule, "the command", findings)));
  }

  @Test
  void builds_nothing_of_a_profile_with_an_error() {
    assertThat(build("-p", "with-error", "-p", "with-warning")).isOne();
    assertThat(engine.requests).isEmpty();
    assertThat(console.err())
        .isEqualTo(
            """
            error: the checks found 1 error, 1 warning; nothing was built
              with-error.yaml:3:1: error: it reloads [JB117]
                app: x
                ^
                hint: do not (jbuild explain JB117)
              with-warning.yaml:3:1: warning: it reloads [JB117]
                app: x
                ^
                hint: do not (jbuild explain JB117)
            hint: to accept a finding, set ignore: {CODE: the reason} in the profile
            """);
  }

  @Test
  void tells_a_warning_and_builds() {
    assertThat(build("-p", "with-warning")).isZero();
    assertThat(console.err())
        .contains(
            "warning: with-warning.yaml:3:1: it reloads [JB117]; do not (jbuild explain JB117)");
    assertThat(engine.tags).isNotEmpty();
  }

  @Test
  void tells_notes_only_when_asked_to_be_verbose() {
    assertThat(build("-p", "with-note")).isZero();
    assertThat(console.err()).doesNotContain("it reloads");
    assertThat(build("-p", "with-note", "-v")).isZero();
    assertThat(console.err()).contains("with-note.yaml:3:1: it reloads [JB117]");
  }

  @Test
  void checks_only_when_told_to_without_an_engine() {
    assertThat(build("-p", "with-note", "--check")).isZero();
    assertThat(console.err())
        .isEqualTo(
            """
            with-note.yaml:3:1: note: it reloads [JB117]
              app: x
              ^
              hint: do not (jbuild explain JB117)
            1 note
            """);
    assertThat(build("-p", "with-error", "--check")).isOne();
    assertThat(engine.calls).isEmpty();
  }

  @Test
  void gives_no_tag_to_an_image_that_is_not_right() {
    engine.holding(ImageFixture.image().layer(l -> l.file("/etc/hostname", "x")).saved());

    assertThat(build("-p", "cuda-base", "--verify")).isEqualTo(1);
    assertThat(engine.tags).isEmpty();
    assertThat(console.err())
        .contains(
            "error: the image of cuda-base was built but failed verification; it was not tagged")
        .contains("JB220 torch is not installed")
        .contains(
            "hint: jbuild verify --profile cuda-base " + ScriptedEngine.ID + " shows everything");
  }

  @Test
  void does_not_verify_a_stage() {
    assertThat(build("-p", "cuda-base", "--verify", "--target", "donor")).isEqualTo(2);
    assertThat(engine.calls).isEmpty();
    assertThat(console.err()).contains("--verify needs the whole image, not the stage donor");
  }

  @Test
  void builds_and_tells_so_on_standard_error() {
    assertThat(build("-p", "cuda-base", "-t", "inference:cuda")).isZero();
    assertThat(console.out()).isEmpty();
    assertThat(
            console
                .err()
                .replaceAll("\\d+\\.\\ds\n", "0.0s\n")
                .replaceAll("#3 [\\d.]+", "#3 0.000"))
        .isEqualTo(
            """
            cuda-base  l4t r36.4.0 · JetPack 6.1
            engine     Docker 20.10.24, API 1.41, classic builder, linux/arm64 under emulation \
            (unix:///var/run/docker.sock)
            #1  [internal] load build context                              2.0 kB  DONE 0.0s
            #2  [1/3] runtime   base l4t-cuda                                      DONE 0.0s

            #3  [2/3] python    pip install foo
            #3 0.000 Collecting foo
            #3 DONE 0.0s

            #4  [3/3] runtime   copy app                                              CACHED
            image      inference:cuda  sha256:4f0c4f0c4f0c  6.4 GB  24 layers  0.0s
            """);
    assertThat(engine.tags).containsOnlyKeys("inference:cuda");
    assertThat(engine.calls).endsWith("close");
  }

  @Test
  void prints_the_id_only_when_quiet() {
    assertThat(build("-p", "cuda-base", "-q")).isZero();
    assertThat(console.out()).isEqualTo(ScriptedEngine.ID + "\n");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void hands_the_options_on_to_the_engine() {
    Path iid = folder.resolve("iid");
    int code =
        build(
            ("-p cuda-base --build-arg A=b=c --build-arg VERSION --build-arg UNSET --label k=v"
                    + " --label bare --target runtime --no-cache --pull --network host -H tcp://x"
                    + " --cache-from type=registry,ref=r.example/c:1 --cache-from d --iidfile "
                    + iid)
                .split(" ", -1));
    assertThat(code).isZero();
    ContainerEngine.Request request = engine.requests.get(0);
    BuildSettings settings = request.settings();
    assertThat(settings.buildArgs())
        .containsExactly(Map.entry("A", "b=c"), Map.entry("VERSION", "7"));
    assertThat(settings.labels()).containsExactly(Map.entry("k", "v"), Map.entry("bare", ""));
    assertThat(settings.targetOrNull()).isEqualTo("runtime");
    assertThat(settings.caching().none()).isTrue();
    assertThat(settings.pull()).isTrue();
    assertThat(settings.steps().networkOrNull()).isEqualTo("host");
    assertThat(settings.caching().from())
        .extracting(cache -> cache.attribute("ref"))
        .containsExactly("r.example/c:1", "d");
    assertThat(request.registries()).containsExactlyInAnyOrder("nvcr.io", "r.example", "docker.io");
    assertThat(host).isEqualTo("tcp://x");
    assertThat(iid).hasContent(ScriptedEngine.ID);
    assertThat(engine.tags).containsOnlyKeys("cuda-base:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -t x -p a -p b                 | one --tag cannot name the images of 2 profiles
          -p a -t Upper                  | repository names must be lower case
          -p a -t x@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | has a digest
          -p a --build-arg DB_PASSWORD=x | --build-arg DB_PASSWORD looks like a secret
          -p a --build-arg github_token=x| --build-arg github_token looks like a secret
          -p a --build-arg U=http://u:p@h| contains a URL with a password
          -p a --build-arg =x            | takes NAME=VALUE
          -p a --cache-from type=gha     | --cache-from type=gha: unknown type "gha"
          -p a --progress tty            | needs a terminal
          -p a --progress plain -q       | contradict
          -p a --progress fancy          | invalid value for option '--progress'
          -p a --iidfile /no/such/iid    | does not exist
          """)
  void refuses_what_cannot_be_meant(String arguments, String message) {
    assertThat(build(arguments.strip().split(" ", -1))).isEqualTo(2);
    assertThat(console.err()).contains(message);
    assertThat(engine.requests).isEmpty();
  }

  @Test
  void accepts_names_that_only_look_secret() {
    assertThat(build("-p", "a", "--build-arg", "PUBLIC_KEY=x", "--build-arg", "MONKEY=y")).isZero();
  }

  @Test
  void sums_several_profiles_up_and_stops_at_the_first_failure() {
    engine = failing();
    assertThat(build("-p", "cuda-base", "-p", "jetpack")).isEqualTo(5);
    assertThat(console.err())
        .contains("error: out of luck")
        .endsWith(
            """

            PROFILE    RESULT       SIZE  LAYERS  TIME  IMAGE
            cuda-base  failed
            jetpack    not started
            """);
  }

  @Test
  void keeps_going_when_told_to() {
    assertThat(build("-p", "a", "-p", "b", "--keep-going")).isZero();
    assertThat(console.err())
        .containsPattern("(?m)^a        built   6.4 GB  24      \\d\\.\\ds  a:1$")
        .containsPattern("(?m)^b        built   6.4 GB  24      \\d\\.\\ds  b:1$");
    assertThat(engine.tags).containsOnlyKeys("a:1", "b:1");
  }

  @Test
  void reports_errors_as_events_in_rawjson() {
    engine = failing();
    assertThat(build("-p", "a", "--progress", "rawjson")).isEqualTo(5);
    assertThat(console.err().lines()).allMatch(line -> line.startsWith("{\"jbuild\":{\"event\":"));
    assertThat(console.err()).contains("\"event\":\"error\"", "\"exitCode\":5");
  }

  @Test
  void leaves_no_record_of_a_failed_build() {
    engine = failing();
    build("-p", "a", "--metadata-file", folder.resolve("m").toString());
    assertThat(Files.exists(folder.resolve("m"))).isFalse();
    assertThat(folder).isEmptyDirectory();
  }

  private static ScriptedEngine failing() {
    return new ScriptedEngine(
        listener -> {
          throw JbuildException.of(Kind.BUILD_FAILED, "out of luck");
        });
  }

  private int build(String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = BuildCommand.NAME;
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return console.run(
        BuildCommand.NAME,
        invocation ->
            new BuildCommand(
                new Jobs(),
                choice -> {
                  host = choice.hostOrNull();
                  return engine;
                },
                invocation),
        line);
  }
}
