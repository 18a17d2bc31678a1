package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The web service on the complete image, and on the community image with an old torch in it. */
final class GlinerIT {

  private static final String SITE = "/usr/local/lib/python3.11/dist-packages";

  @Test
  void needs_no_onnxruntime() {
    String image = Images.of("gliner-api");
    assertThat(
            TestBed.python(
                image,
                "import gliner2, importlib.util as u; print(u.find_spec('onnxruntime'),"
                    + " gliner2.GLiNER2.__name__)"))
        .isEqualTo("None GLiNER2");
    assertThat(TestBed.run(image, "python3", "-c", "import gliner; gliner.GLiNER").exits(1).err())
        .contains("No module named 'onnxruntime'");
  }

  @Test
  void records_the_patched_file_as_it_is() {
    assertThat(
            TestBed.python(
                Images.of("gliner-api"),
                "import base64, hashlib, importlib.metadata as m;"
                    + " f = [f for f in m.files('gliner') if str(f) == 'gliner/__init__.py'][0];"
                    + " d = f.read_binary(); h = hashlib.sha256(d).digest();"
                    + " print(b'__getattr__' in d, len(d) == f.size,"
                    + " base64.urlsafe_b64encode(h).rstrip(b'=').decode() == f.hash.value)"))
        .isEqualTo("True True True");
  }

  @Test
  void serves_and_stops_when_it_is_asked_to() throws InterruptedException {
    String name = "jbuild-it-gliner";
    TestBed.docker("rm", "--force", name);
    TestBed.docker(
            "run", "--detach", "--name", name, "--platform", "linux/arm64", Images.of("gliner-api"))
        .succeeds();
    try {
      assertThat(health(name)).contains("\"torch\":\"2.8.0\"").contains("\"preload\":\"0\"");
      TestBed.docker("stop", "--time", "60", name).succeeds();
      assertThat(
              TestBed.docker("inspect", "--format", "{{.State.ExitCode}}", name)
                  .succeeds()
                  .out()
                  .strip())
          .as("137 if it had to be killed")
          .isIn("0", "143");
      assertThat(TestBed.docker("logs", name).succeeds().err())
          .contains("Application shutdown complete");
    } finally {
      TestBed.docker("rm", "--force", name).succeeds();
    }
  }

  /** What the service says about itself, once it listens. */
  private static String health(String container) throws InterruptedException {
    CommandResult answer = null;
    for (Instant start = Instant.now();
        Duration.between(start, Instant.now()).compareTo(Duration.ofMinutes(3)) < 0; ) {
      answer =
          TestBed.docker(
              "exec",
              container,
              "python3",
              "-c",
              "import urllib.request as r;"
                  + " print(r.urlopen('http://127.0.0.1:8012/health').read().decode())");
      if (answer.code() == 0) {
        return answer.out();
      }
      Thread.sleep(1000);
    }
    throw new AssertionError(answer + "\n" + TestBed.docker("logs", container));
  }

  @Test
  void legacy_finds_cudnn_9_beside_the_cudnn_8_of_its_base() {
    String image = Images.of("gliner-legacy");
    assertThat(
            TestBed.python(
                image,
                "import torch; print(torch.__version__, torch.version.cuda,"
                    + " torch.backends.cudnn.version())"))
        .isEqualTo("2.8.0 12.6 90300");
    assertThat(
            TestBed.shell(image, "dpkg-query -W libcudnn9-cuda-12; ldconfig -p").succeeds().out())
        .contains("libcudnn9-cuda-12\t9.3.0.75-1")
        .contains("libcudnn_engines_precompiled.so.9 ")
        .contains("libcudnn.so.8 ");
  }

  @Test
  void legacy_has_lost_the_old_torch_with_its_kin() {
    String image = Images.of("gliner-legacy");
    assertThat(
            TestBed.shell(
                    image,
                    "cd " + SITE + " && ls -d torch* functorch* 2>/dev/null | sort; ls torch")
                .succeeds()
                .out())
        .contains("torch-2.8.0.dist-info")
        .doesNotContain("torch-2.1.0")
        .doesNotContain("torchvision")
        .doesNotContain("torchaudio")
        .doesNotContain("_legacy.py");
    assertThat(
            TestBed.python(
                image,
                "import collections, importlib.metadata as m;"
                    + " c = collections.Counter(d.metadata['Name'].lower() for d in m.distributions());"
                    + " print([n for n in c if c[n] > 1])"))
        .isEqualTo("[]");
  }

  @Test
  void legacy_keeps_its_audio_packages_able_to_load() {
    assertThat(
            TestBed.python(
                Images.of("gliner-legacy"), "import soundfile; print(soundfile.__version__)"))
        .isEqualTo("0.12.1");
  }

  @Test
  void legacy_leaves_no_repository_and_no_key_behind() {
    String list =
        "ls -A /etc/apt/sources.list.d /etc/apt/trusted.gpg.d /etc/apt/keyrings"
            + " /usr/share/keyrings 2>&1 || true; cat /etc/apt/sources.list";
    String base = TestBed.plan("gliner-legacy").profile().base().image().toString();
    assertThat(TestBed.shell(Images.of("gliner-legacy"), list).succeeds().out())
        .isEqualTo(TestBed.shell(base, list).succeeds().out());
  }
}
