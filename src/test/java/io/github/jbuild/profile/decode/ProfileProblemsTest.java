package io.github.jbuild.profile.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.profile.load.ProfileFolder;
import io.github.jbuild.profile.load.ProfileSelection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileProblemsTest {

  private static final String HEX = "b".repeat(64);

  @TempDir Path folder;

  @Test
  void a_minimal_profile_has_none() {
    assertThat(problemsOf("")).isEmpty();
  }

  @Test
  void rejects_unknown_keys_with_suggestion() {
    assertThat(
            problemsOf(
                """
                aapt: {}
                app:
                  comand: [x]
                  zzz: 1
                """))
        .isEqualTo(
            """
            ./mine.yaml:9:1: unknown key "aapt" | did you mean "apt"?
            ./mine.yaml:11:3: unknown key "comand" in app | did you mean "command"?
            ./mine.yaml:12:3: unknown key "zzz" in app | known here: copy, context, env, workdir, \
            expose, entrypoint, command, healthcheck, user, groups, volumes, stop-signal, links
            """);
  }

  @Test
  void rejects_missing_keys() {
    new ProfileFolder(folder)
        .file(
            "mine.yaml",
            """
            description: x
            base: {family: l4t-cuda}
            sources: {gdal: {version: 1.0}}
            """);
    assertThat(new ProfileFolder(folder).problems())
        .isEqualTo(
            """
            ./mine.yaml:1:1: profile is missing
            ./mine.yaml:1:1: l4t is missing
            ./mine.yaml:1:1: python is missing
            ./mine.yaml:2:1: base.image is missing
            ./mine.yaml:3:11: sources.gdal.url is missing
            ./mine.yaml:3:11: sources.gdal.sha256 is missing
            ./mine.yaml:3:11: sources.gdal.install is missing
            """);
  }

  @Test
  void rejects_wrong_types() {
    assertThat(
            problemsOf(
                """
                description: 5
                donor: example.com/x
                apt: {runtime: tini, build: [[a]], remove: {a: b}}
                app: {env: [a], copy: [a], expose: [{}], workdir: true}
                libraries: []
                """))
        .isEqualTo(
            """
            ./mine.yaml:9:14: description: expected a string, found the number 5 | write it in quotes: "5"
            ./mine.yaml:10:8: donor: expected a map, found the string "example.com/x" | \
            write keys and values
            ./mine.yaml:11:16: apt.runtime: expected a list, found the string "tini" | write ["tini"]
            ./mine.yaml:11:30: apt.build[0]: expected a string, found a list
            ./mine.yaml:11:36: apt.remove: expected a list, found a map | write [a, b]
            ./mine.yaml:12:12: app.env: expected a map, found a list | write keys and values
            ./mine.yaml:12:17: app.copy: there is no context to copy from | \
            set app.context to its directory
            ./mine.yaml:12:24: app.copy[0]: expected a map, found the string "a" | \
            write keys and values
            ./mine.yaml:12:37: app.expose[0]: expected a string, found a map
            ./mine.yaml:12:51: app.workdir: expected a string, found the boolean true | \
            write it in quotes: "true"
            ./mine.yaml:13:12: libraries: expected a map, found a list | write keys and values
            """);
  }

  @Test
  void says_what_is_wrong_with_a_digest() {
    assertThat(
            problemsOf(
                """
                donor: {image: example.com/x:1}
                image: {tags: ["x@sha256:%s", "Up/Case:1", "a b"]}
                sources:
                  a: {version: 1, url: "https://h/a", install: [lib], sha256: sha256:%s}
                  b: {version: 1, url: "https://h/a", install: [lib], sha256: bbb}
                  c: {version: 1, url: "https://h/a", install: [lib], sha256: bbx}
                  d: {version: 1, url: "https://h/a", install: [lib], sha256: %s}
                """
                    .formatted(HEX, HEX, "B".repeat(64))))
        .isEqualTo(
            """
            ./mine.yaml:9:16: donor.image: the image "example.com/x:1" has no digest | \
            pin it: example.com/x:1@sha256:<64 hexadecimal digits>
            ./mine.yaml:10:16: image.tags[0]: the tag "x@sha256:%s" contains a digest | \
            a build sets names and tags only
            ./mine.yaml:10:93: image.tags[1]: "Up/Case:1" is not an image reference | \
            write registry/repository:tag; repository names are lower case
            ./mine.yaml:10:106: image.tags[2]: "a b" is not an image reference | \
            write registry/repository:tag
            ./mine.yaml:12:63: sources.a.sha256: a sha256 is written without "sha256:" here | \
            write only the 64 hexadecimal digits
            ./mine.yaml:13:63: sources.b.sha256: a sha256 has 64 hexadecimal digits, but this one has 3 \
            | copy all of it from where it is published
            ./mine.yaml:14:63: sources.c.sha256: the sha256 contains "x" at position 3, which is not a \
            hexadecimal digit
            ./mine.yaml:15:63: sources.d.sha256: the sha256 has upper-case digits | \
            write it in lower case
            """
                .formatted(HEX));
  }

  @Test
  void rejects_bad_urls() {
    assertThat(
            problemsOf("", "python.index=ftp://h/x")
                + problemsOf("", "python.index=https://user:pw@h/x")
                + problemsOf("", "python.index=https:///x")
                + problemsOf("", "python.index=https://h/a b"))
        .isEqualTo(
            """
            <--set>:1:14: python.index: "ftp://h/x" is not an http or https URL | write https://…
            <--set>:1:14: python.index: the URL contains credentials | \
            remove them; credentials do not belong in a profile
            <--set>:1:14: python.index: "https:///x" has no host | write https://host/path
            <--set>:1:14: python.index: "https://h/a b" is not a URL: Illegal character in path at \
            character 12
            """);
  }

  @Test
  void shows_no_line_with_credentials() {
    for (String field :
        List.of(
            "app: {context: \".\"}\npython: {version: \"3.10\", index: \"https://user:pw-1@h/x y\"}",
            "python: {packages: [\"x @ https://pw-1@h/x.whl\"], version: \"3.10\", index: https://h/}",
            "sources: {a: {git: {url: \"https://user:pw-1@h/x.git\"}}}",
            "tools: {a: {url: \"ftp://pw-1@h/x.tar\"}}")) {
      ProfileFolder files = new ProfileFolder(folder);
      files.file("mine.yaml", ProfileFolder.MINIMAL.replaceFirst("(?s)python:.*", "") + field);
      assertThat(files.read(new ProfileSelection("./mine.yaml", List.of(), List.of())).problems())
          .as(field)
          .anyMatch(problem -> problem.message().endsWith("the URL contains credentials"))
          .noneMatch(problem -> (problem.message() + problem.span().text()).contains("pw-1"));
    }
  }

  @Test
  void rejects_bad_names_and_versions() {
    assertThat(
            problemsOf(
                """
                apt: {build: [Cmake, "a;b", "tini=0.19-1"]}
                app: {env: {1A: x}, expose: [0, 9001/udp, 70000, x], user: "a b"}
                expect: {numpy: "~2", max-size: 7Gb, cuda: 12.6}
                libraries: {cudnn: {from: dnoor, version: v9}}
                """))
        .isEqualTo(
            """
            ./mine.yaml:9:15: apt.build[0]: "Cmake" is not a Debian package | use \
            lower-case letters, digits, +, - and dots, and at least two characters; =version may \
            follow
            ./mine.yaml:9:22: apt.build[1]: "a;b" is not a Debian package | use \
            lower-case letters, digits, +, - and dots, and at least two characters; =version may \
            follow
            ./mine.yaml:10:13: app.env.1A: "1A" is not a valid variable name | use letters, \
            digits and _, and do not begin with a digit
            ./mine.yaml:10:30: app.expose[0]: the port 0 is not between 1 and 65535
            ./mine.yaml:10:43: app.expose[2]: the port 70000 is not between 1 and 65535
            ./mine.yaml:10:50: app.expose[3]: "x" is not a valid port | write 9001 or 9001/udp
            ./mine.yaml:10:60: app.user: "a b" is not a user | write a name or a number; :group \
            may follow
            ./mine.yaml:11:17: expect.numpy: "~2" is not a version or a range of versions | \
            write it as 2.8.0 or ">=1.26,<2"
            ./mine.yaml:11:33: expect.max-size: "7Gb" is not a size | write it as 7GB; units are \
            B kB MB GB KiB MiB GiB
            ./mine.yaml:12:27: libraries.cudnn.from: "dnoor" is not one of donor, apt, base | \
            did you mean "donor"?
            ./mine.yaml:12:43: libraries.cudnn.version: "v9" is not a version | write numbers with \
            dots, such as 9.3
            """);
  }

  @Test
  void rejects_bad_python_values() {
    assertThat(
            problemsOf(
                "",
                "python.packages=['numpy==1.26', '-r x', 'a b', 'x[y]>=1; python_version<\"3.11\"']",
                "python.remove=['a==1']",
                "python.installer=conda",
                "python.upgrade='yes'",
                "python.version=2.7",
                "python.wheels={a_b: {version: 1.0, sha256: " + HEX + "}, A-B: {version: v1}}"))
        .isEqualTo(
            """
            <--set>:1:8: python.wheels: "a_b" and "A-B" are the same distribution | \
            keep one of them
            <--set>:1:16: python.version: "2.7" is not a Python version | write it as "3.10"
            <--set>:1:16: python.remove[0]: "a==1" is not the name of a Python distribution | use \
            letters, digits, dots, dashes and underscores
            <--set>:1:16: python.upgrade: expected true or false, found the string "yes"
            <--set>:1:18: python.installer: "conda" is not one of uv, pip | known here: uv, pip
            <--set>:1:33: python.packages[1]: "-r x" is a pip option | use a requirement
            <--set>:1:41: python.packages[2]: "a b" is not a valid requirement | \
            write name, name==1.2 or "name>=1.2,<2"
            <--set>:1:111: python.wheels.A-B.sha256 is missing
            <--set>:1:126: python.wheels.A-B.version: "v1" is not a Python package's version | \
            write it as 2.8.0
            """);
  }

  @Test
  void rejects_paths_that_leave_their_folder() {
    assertThat(
            problemsOf(
                """
                app: {context: ., workdir: app, copy: [{from: [a/../../b, /etc, -x, "a/..b"], to: /x}]}
                python:
                  requirements: [../r.txt, ""]
                """
                    .replace("python:\n  ", "#\n#")))
        .isEqualTo(
            """
            ./mine.yaml:9:28: app.workdir: "app" is not an absolute path | begin it with /
            ./mine.yaml:9:48: app.copy[0].from[0]: "a/../../b" leaves the context | \
            write a path without ..
            ./mine.yaml:9:59: app.copy[0].from[1]: "/etc" is an absolute path | \
            write it relative to the context
            ./mine.yaml:9:65: app.copy[0].from[2]: "-x" looks like an option | begin it with ./
            """);
  }

  @Test
  void rejects_control_characters_where_they_mean_nothing() {
    assertThat(
            problemsOf(
                """
                description: |
                  two
                  lines
                app:
                  env: {A: "x\\ny", B: "\\0", C: "\\e[31m"}
                  command: [python3, -c, "print(1)\\nprint(2)"]
                image: {labels: {a: "\\u202Eevil"}}
                """))
        .isEqualTo(
            """
            ./mine.yaml:9:14: description: must be one line | a block scalar (| or >) ends with a \
            line break; use a plain string
            ./mine.yaml:13:12: app.env.A: must be one line | a block scalar (| or >) ends with a \
            line break; use a plain string
            ./mine.yaml:13:23: app.env.B: contains the character U+0000 | remove it
            ./mine.yaml:13:32: app.env.C: contains the character U+001B | remove it
            ./mine.yaml:15:21: image.labels.a: contains the character U+202E | remove it
            """);
  }

  @Test
  void fields_must_agree_with_each_other() {
    assertThat(
            problemsOf(
                """
                libraries: {cudnn: {from: donor}}
                """,
                "python.requirements=[r.txt]"))
        .isEqualTo(
            """
            ./mine.yaml:9:27: libraries.cudnn.from: the profile has no donor | set an image under \
            donor, or use from: base
            <--set>:1:8: python.requirements: requirement files are in the application's context, \
            but there is none | set app.context to its directory
            """);
  }

  @Test
  void fields_of_a_source_must_agree_with_each_other() {
    assertThat(
            problemsOf(
                """
                sources:
                  a:
                    version: 1
                    url: https://h/a
                    git: {url: "https://h/a.git", commit: v1}
                    build: setup.py
                    generator: Ninja
                    script: [x]
                    tools: [rust]
                    wheel: "*.whl"
                tools: {rusty: {version: 1, url: "https://h/r", sha256: %s}}
                """
                    .formatted(HEX)))
        .isEqualTo(
            """
            ./mine.yaml:12:10: sources.a.url: the source is already a git commit | keep either git, or \
            url and sha256
            ./mine.yaml:13:43: sources.a.git.commit: "v1" is not the full hash of a commit | a tag \
            or branch can move; git ls-remote URL TAG prints 40 hexadecimal digits
            ./mine.yaml:15:16: sources.a.generator: belongs to build: "cmake" | set build: \
            cmake, or remove this field
            ./mine.yaml:16:5: sources.a.script: belongs to build: "script" | set build: script, \
            or remove this field
            ./mine.yaml:17:5: sources.a.tools: there is no tool "rust" | did you mean "rusty"?
            """);
  }

  @Test
  void installers_have_their_own_fields() {
    assertThat(
            problemsOf("", "python.installer=uv")
                + problemsOf("", "python.overrides=['numpy<2']")
                + problemsOf("", "python.uv={version: 1, url: 'https://h/u', sha256: " + HEX + "}"))
        .isEqualTo(
            """
            ./mine.yaml:6:1: python.uv is missing
            <--set>:1:8: python.overrides: pip does not support overrides | set installer: uv
            <--set>:1:8: python.uv: the installer is pip | set installer: uv
            """);
  }

  @Test
  void a_repository_needs_a_pinned_key_and_a_suite_with_components() {
    assertThat(
            problemsOf(
                """
                apt:
                  repositories:
                    r: {url: "https://h/r", suite: main, key: {url: "https://h/k"}}
                """))
        .isEqualTo(
            """
            ./mine.yaml:11:36: apt.repositories.r.suite: a suite has components, such as main | \
            write suite: / for a flat repository, or components: [main]
            ./mine.yaml:11:53: apt.repositories.r.key.url: the key is not pinned | add its \
            fingerprint, which gpg --show-keys prints, or its sha256
            """);
  }

  @Test
  void loading_tells_all_problems_at_once() {
    ProfileFolder files = new ProfileFolder(folder).minimalWith("x: 1\ny: 2\n");

    JbuildException error =
        catchThrowableOfType(JbuildException.class, () -> files.load("./mine.yaml"));

    assertThat(error.kind()).isEqualTo(JbuildException.Kind.INVALID_INPUT);
    assertThat(error.message()).isEqualTo("unknown key \"x\"");
    assertThat(error.span().orElseThrow()).hasToString("./mine.yaml:9:1");
    assertThat(error.details()).hasSize(1);
    assertThat(error.details().get(0)).startsWith("./mine.yaml:10:1: unknown key \"y\"");
  }

  @Test
  void an_unknown_key_of_an_overlay_points_into_the_overlay() {
    ProfileFolder files =
        new ProfileFolder(folder)
            .minimalWith("")
            .file("o.yaml", "python:\n  verison: 3.11\n")
            .file("removes.yaml", "aptt: null\n");

    assertThat(
            files.problems(
                new ProfileSelection(
                    "./mine.yaml", List.of(Path.of("o.yaml"), Path.of("removes.yaml")), List.of())))
        .isEqualTo(
            """
            o.yaml:2:3: unknown key "verison" in python | did you mean "version"?
            removes.yaml:1:1: unknown key "aptt" | did you mean "apt"?
            """);
  }

  private String problemsOf(String yaml, String... sets) {
    return new ProfileFolder(folder).minimalWith(yaml).problems(sets);
  }
}
