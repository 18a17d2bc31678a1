package io.github.jbuild.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreatedByTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "/bin/sh -c #(nop)  ENV A=b  > ENV A=b",
        "/bin/sh -c #(nop) WORKDIR /app > WORKDIR /app",
        "/bin/sh -c apt-get update > RUN apt-get update",
        "RUN /bin/sh -c apt-get update # buildkit > RUN apt-get update",
        "RUN |2 A=b C=d e /bin/sh -c make # buildkit > RUN make",
        "|1 A=b /bin/bash -o pipefail -c make | tee log > RUN make | tee log",
        "COPY /out/ /usr/local/ # buildkit > COPY /out/ /usr/local/",
        "RUN [\"tini\", \"--version\"] > RUN [\"tini\", \"--version\"]",
        "RUN |1 A=b tini > RUN |1 A=b tini",
        "echo /bin/sh -c x > echo /bin/sh -c x",
        "'' > ''",
      })
  void steps_read_like_lines_of_a_dockerfile(String createdBy, String step) {
    assertThat(CreatedBy.readable(createdBy)).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"file", "dir", "multi"})
  void hashes_of_sources_are_short(String kind) {
    assertThat(
            CreatedBy.readable(
                "/bin/sh -c #(nop) COPY " + kind + ":" + "0123456789abcdef".repeat(4) + " in /a/"))
        .isEqualTo("COPY " + kind + ":0123456789ab in /a/");
  }

  @ParameterizedTest
  @CsvSource({"'\n'", "'\t\t'", "'  \n   '"})
  void steps_of_several_lines_are_one(String blank) {
    assertThat(CreatedBy.readable("/bin/sh -c a &&" + blank + "b")).isEqualTo("RUN a && b");
  }
}
