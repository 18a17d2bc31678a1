package io.github.jbuild.checks.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.testing.ElfFixture;
import io.github.jbuild.testing.JetsonFixture;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a container starts, and as whom. */
final class StartChecksTest {

  private static JetsonFixture starts(String entrypoint, String command) {
    return JetsonFixture.good()
        .config("Entrypoint", words(entrypoint))
        .config("Cmd", words(command));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\\|", -1));
  }

  private static Finding only(CheckResult result) {
    assertThat(result.findings()).hasSize(1);
    return result.findings().get(0);
  }

  @Test
  void an_image_for_another_platform_is_refused() {
    CheckResult result = JetsonFixture.good().architecture("amd64").check("platform");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(only(result).message()).isEqualTo("the image is for linux/amd64");
  }

  @Test
  void an_image_without_entrypoint_and_command_starts_nothing() {
    JetsonFixture image = starts("", "");
    for (String check : List.of("entrypoint", "init", "no-reload")) {
      assertThat(image.check(check).status()).isEqualTo(Status.NOT_APPLICABLE);
    }
  }

  @Test
  void a_program_that_is_not_there_or_cannot_be_executed_is_an_error() {
    assertThat(only(starts("", "nothing|here").check("entrypoint")).message())
        .isEqualTo("\"nothing\" is not in the image, or not executable");
    Finding data = only(starts("/app/app.py", "").check("entrypoint"));
    assertThat(data.pathOrNull()).isEqualTo("/app/app.py");
    assertThat(data.severity()).isEqualTo(Severity.ERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "tini|-g|-e|143|--,python3|-m|app",
    "tini|-p|SIGTERM|python3,''",
    "tini,python3",
    "/usr/bin/tini|--|/usr/bin/python3,''",
    "python3,app.py",
    "tini|--|python3,serve",
    "/bin/sh|-c|exec python3 -m app,''",
    "sh,/etc/app.conf"
  })
  void arguments_are_not_taken_for_programs(String entrypoint, String command) {
    assertThat(starts(entrypoint, command).check("entrypoint").findings()).isEmpty();
  }

  @Test
  void the_program_behind_an_init_must_be_there() {
    assertThat(only(starts("tini|-e|143|--", "nothing|-v").check("entrypoint")).message())
        .startsWith("\"nothing\" is not in the image");
    assertThat(only(starts("sh|-x", "/usr/bin/nothing").check("entrypoint")).message())
        .startsWith("\"/usr/bin/nothing\" is not in the image");
  }

  @Test
  void a_script_needs_its_interpreter() {
    JetsonFixture image = starts("/app/start", "");
    assertThat(only(script(image, "#!/usr/bin/zsh\n").check("entrypoint")).message())
        .isEqualTo("the script begins with \"#!/usr/bin/zsh\", which is not in the image");
    assertThat(script(image, "#!/bin/sh\n").check("entrypoint").findings()).isEmpty();
    assertThat(script(image, "#!/usr/bin/env python3\n").check("entrypoint").findings()).isEmpty();
    assertThat(script(image, "#!/usr/bin/env node\n").check("entrypoint").findings()).hasSize(1);
    assertThat(only(script(image, "#!/bin/sh\r\nexit\r\n").check("entrypoint")).message())
        .startsWith("the script has Windows line endings");
  }

  private static JetsonFixture script(JetsonFixture image, String text) {
    return image.program("/app/start", text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "'',python3|-m|app,PID 1 is python3",
    "python3.10,app.py,PID 1 is python3.10",
    "uvicorn,app:app,PID 1 is uvicorn",
    "'',/bin/sh|-c|python3 -m app,'PID 1 is /bin/sh, which does not forward signals'",
    "'',sh|-ec|python3 -m app,'PID 1 is sh, which does not forward signals'",
    "'',sh|-c|echo unexec python3; python3 app,'PID 1 is sh, which does not forward signals'",
    "'',sh|-c|exec python3 -m app,PID 1 is python3",
    "'',sh|-c|cd /app && exec  /usr/bin/python3 -m app,PID 1 is /usr/bin/python3"
  })
  void a_server_or_shell_as_process_1_is_an_error(
      String entrypoint, String command, String message) {
    CheckResult result = starts(entrypoint, command).check("init");
    assertThat(only(result).message()).isEqualTo(message);
    assertThat(result.status()).isEqualTo(Status.FAILED);
  }

  @ParameterizedTest
  @CsvSource({
    "tini|--,python3",
    "dumb-init,python3",
    "'',sh|-c|exec tini -- python3 -m app",
    "'',/bin/bash",
    "'',sh",
    "/sbin/init,''",
    "/opt/server,''"
  })
  void inits_other_programs_and_a_shell_to_work_in_are_fine(String entrypoint, String command) {
    assertThat(starts(entrypoint, command).check("init").findings()).isEmpty();
  }

  @Test
  void a_script_of_python_is_python_unless_it_supervises() {
    JetsonFixture image = starts("/app/start", "");
    assertThat(only(script(image, "#!/usr/bin/env python3\n").check("init")).message())
        .isEqualTo("PID 1 is /app/start");
    assertThat(script(image, "#!/bin/sh\n").check("init").findings()).isEmpty();
    JetsonFixture supervised = starts("/usr/bin/supervisord", "");
    supervised.program(
        "/usr/bin/supervisord", "#!/usr/bin/python3\n".getBytes(StandardCharsets.UTF_8));
    assertThat(supervised.check("init").findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"uvicorn|app:app|--reload", "sh|-c|uvicorn app:app --reload", "x|-c|a\t--reload"})
  void reload_is_found_in_both_forms_of_a_command(String command) {
    assertThat(only(starts("tini|--", command).check("no-reload")).message())
        .isEqualTo("the command has --reload");
  }

  @Test
  void a_reload_by_variable_counts_only_when_it_is_on() {
    assertThat(JetsonFixture.good().env("UVICORN_RELOAD", "1").check("no-reload").findings())
        .hasSize(1);
    assertThat(JetsonFixture.good().env("UVICORN_RELOAD", "False").check("no-reload").findings())
        .isEmpty();
    assertThat(starts("uvicorn", "--reload-dir|/app").check("no-reload").findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "nobody2,the user \"nobody2\" is not in the image,/etc/passwd",
    "app:wheel,the group \"wheel\" is not in the image,/etc/group"
  })
  void an_unknown_user_or_group_is_an_error(String user, String message, String path) {
    CheckResult result =
        JetsonFixture.good().config("User", user).profile("  user: app\n", "").check("user");
    assertThat(result.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.message()).isEqualTo(message);
              assertThat(finding.pathOrNull()).isEqualTo(path);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "root", "0:0", "app", "1000"})
  void numbers_and_root_are_users_with_their_groups(String user) {
    JetsonFixture image = JetsonFixture.good().config("User", user).profile("  user: app\n", "");
    assertThat(image.check("user").findings()).isEmpty();
  }

  @Test
  void a_user_with_a_group_has_no_other() {
    JetsonFixture image =
        JetsonFixture.good().config("User", "1000:1000").profile("  user: app\n", "");
    assertThat(only(image.check("user")).message())
        .isEqualTo("a user with a group, \"1000:1000\", gets no additional groups");
  }

  @Test
  void a_users_own_group_counts() {
    JetsonFixture image =
        JetsonFixture.good()
            .with("/etc/passwd", "app:x:1000:44::/app:\n")
            .with("/etc/group", "video:x:44:\n");
    assertThat(image.check("user").findings()).isEmpty();
  }

  @Test
  void groups_of_the_profile_are_asked_for_with_their_place() {
    Finding out = only(JetsonFixture.good().with("/etc/group", "video:x:44:\n").check("user"));
    assertThat(out.message()).isEqualTo("\"app\" is not in the group \"video\"");
    assertThat(out.place().orElseThrow()).hasToString("./vision.yaml:33:12");
    Finding none = only(JetsonFixture.good().with("/etc/group", "").check("user"));
    assertThat(none.message()).isEqualTo("the group \"video\" is not in the image");
  }

  @Test
  void a_configuration_that_is_not_the_profiles_is_told_with_its_place() {
    CheckResult result =
        JetsonFixture.good()
            .env("APP_MODE", "train")
            .config("Labels", Map.of())
            .config("WorkingDir", "/")
            .config("ExposedPorts", Map.of())
            .config("Entrypoint", List.of("python3"))
            .config("Cmd", List.of("-m", "other"))
            .check("configuration");
    assertThat(result.findings())
        .extracting(Finding::message)
        .containsExactly(
            "APP_MODE has a different value",
            "org.example.part is not set in the image",
            "app.entrypoint is [tini, --] in the profile and [python3] in the image",
            "app.command is [python3, -m, app] in the profile and [-m, other] in the image",
            "app.workdir is /app in the profile and / in the image",
            "app.expose is 9001/tcp in the profile and [] in the image");
    assertThat(result.findings()).allMatch(finding -> finding.place().isPresent());
  }

  @Test
  void stop_signal_and_volumes_must_be_the_profiles() {
    String fields = "  workdir: /app\n  stop-signal: SIGINT\n  volumes: [/data]\n";
    JetsonFixture wanted = JetsonFixture.good().profile("  workdir: /app\n", fields);
    assertThat(wanted.check("configuration").findings())
        .extracting(Finding::message)
        .containsExactly(
            "app.stop-signal is SIGINT in the profile and none in the image",
            "app.volumes is /data in the profile and [] in the image");
    JetsonFixture right =
        JetsonFixture.good()
            .profile("  workdir: /app\n", fields)
            .config("StopSignal", "SIGINT")
            .config("Volumes", Map.of("/data", Map.of()));
    assertThat(right.check("configuration").findings()).isEmpty();
  }

  @Test
  void a_program_as_file_serves_as_well() {
    JetsonFixture image = starts("/opt/server", "");
    image.program("/opt/server", ElfFixture.program().bytes());
    assertThat(image.check("entrypoint").evidence()).isEqualTo("/opt/server is /opt/server");
  }
}
