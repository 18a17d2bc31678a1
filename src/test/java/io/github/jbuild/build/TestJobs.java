package io.github.jbuild.build;

import io.github.jbuild.context.ContextEntry;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Jobs for tests: a base, a Python step of two instructions and an app step. */
public final class TestJobs {

  public static final String DOCKERFILE =
      """
      FROM nvcr.io/nvidia/l4t-cuda:12.6.11-runtime AS runtime
      ENV PIP_NO_CACHE_DIR=1
      # torch cannot be replaced
      RUN pip install \\
          --constraint /tmp/pins.txt \\
          foo
      COPY app /app
      """;

  private TestJobs() {}

  public static BuildJob job(String profile, String... tags) {
    return new BuildJob(
        profile,
        "r36.4.0",
        "l4t r36.4.0 · JetPack 6.1",
        DOCKERFILE,
        "Dockerfile",
        List.of(
            new BuildStep(
                "runtime",
                "base l4t-cuda",
                "base.image",
                null,
                List.of(instruction(1, "FROM", 1, 1))),
            new BuildStep(
                "python",
                "pip install foo",
                "python.packages[0]",
                new SourceSpan("profiles/cuda-base.yaml", 12, 5, "    - foo"),
                List.of(instruction(2, "ENV", 2, 2), instruction(3, "RUN", 4, 6))),
            new BuildStep(
                "runtime", "copy app", "app.copy[0]", null, List.of(instruction(4, "COPY", 7, 7)))),
        NoFiles.INSTANCE,
        List.of(ImageRef.parse("nvcr.io/nvidia/l4t-cuda:12.6.11-runtime@sha256:" + "a".repeat(64))),
        List.of(
            new BuildJob.PinnedWheel(
                "torch",
                "2.8.0",
                URI.create("https://index.example/torch-2.8.0.whl"),
                new Digest("b".repeat(64)))),
        List.of(tags).stream().map(ImageRef::parse).toList());
  }

  private static BuildInstruction instruction(int number, String keyword, int first, int last) {
    return new BuildInstruction(number, "runtime", keyword, keyword.equals("FROM"), first, last);
  }

  /** What an engine tells of a whole build of {@link #job}. */
  public static void wholeBuild(FakeBuilder listener) {
    listener.contextSent(1000);
    listener.contextSent(2048);
    listener.instructionStarted(1, 4, "FROM nvcr.io/nvidia/l4t-cuda:12.6.11-runtime AS runtime");
    listener.instructionStarted(2, 4, "ENV PIP_NO_CACHE_DIR=1");
    listener.cached();
    listener.instructionStarted(3, 4, "RUN pip install     --constraint /tmp/pins.txt     foo");
    listener.log("Collecting foo");
    listener.instructionStarted(4, 4, "COPY app /app");
    listener.cached();
  }

  /** The plan of a built-in profile. */
  public static Plan plan(String profile) {
    return new Planner(Facts.builtIn())
        .plan(new ProfileLoader(Path.of(""), List.of()).load(ProfileSelection.of(profile)));
  }

  /** A job's files that nobody reads. */
  enum NoFiles implements ContainerEngine.BuildFiles {
    INSTANCE;

    @Override
    public List<ContextEntry> entries() {
      return List.of();
    }

    @Override
    public byte[] dockerfile() {
      return new byte[0];
    }

    @Override
    public String key() {
      return "test";
    }

    @Override
    public void writeTar(OutputStream out) throws IOException {
      out.write(0);
    }
  }
}
