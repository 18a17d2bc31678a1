package io.github.jbuild.build;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds several profiles, some of them at the same time. As with make, none is started after the
 * first failure; what is built keeps its tags. With {@code keepGoing} all are built.
 *
 * @param keepGoing continue after a failed profile
 * @param parallel how many are built at the same time
 * @param iidFileOrNull receives the image ID; for a single profile
 * @param metadataFileOrNull receives the metadata of the built images, when all are built
 */
public record BuildRun(
    boolean keepGoing,
    int parallel,
    @Nullable Path iidFileOrNull,
    @Nullable Path metadataFileOrNull) {

  /**
   * The outcome for a profile; neither result nor failure if it was not started.
   *
   * @param job the profile's job
   */
  public record Outcome(
      BuildJob job, @Nullable BuildResult resultOrNull, @Nullable JbuildException failureOrNull) {

    /** The finished image. */
    public Optional<BuildResult> result() {
      return Optional.ofNullable(resultOrNull);
    }

    /** Why there is none. */
    public Optional<JbuildException> failure() {
      return Optional.ofNullable(failureOrNull);
    }
  }

  /**
   * Builds {@code jobs} and writes the requested records.
   *
   * @return an outcome for each job, in their order
   * @throws JbuildException {@code USAGE} if a record cannot be written, before anything is built;
   *     {@code CANCELLED}
   */
  public List<Outcome> build(List<BuildJob> jobs, BuildSettings settings, ImageBuilder builder) {
    if (iidFileOrNull != null) {
      if (jobs.size() > 1) {
        throw JbuildException.of(Kind.USAGE, "--iidfile holds the ID of one image")
            .hint("use --metadata-file for several profiles, or build one at a time");
      }
      BuildRecords.requireWritable(iidFileOrNull);
    }
    if (metadataFileOrNull != null) {
      BuildRecords.requireWritable(metadataFileOrNull);
    }
    builder.expect(jobs);
    List<Outcome> outcomes = buildAll(jobs, job -> builder.build(job, settings));
    List<BuildResult> results =
        outcomes.stream().flatMap(outcome -> outcome.result().stream()).toList();
    if (results.size() == jobs.size()) {
      record(results);
    }
    return outcomes;
  }

  private List<Outcome> buildAll(List<BuildJob> jobs, Function<BuildJob, BuildResult> build) {
    AtomicBoolean stopped = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(parallel, jobs.size()));
    try {
      List<Future<Outcome>> begun = new ArrayList<>();
      for (BuildJob job : jobs) {
        begun.add(threads.submit(() -> outcome(job, build, stopped)));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> outcome : begun) {
        outcomes.add(outcome.get());
      }
      for (Outcome outcome : outcomes) {
        JbuildException failure = outcome.failureOrNull();
        if (failure != null && failure.kind() == Kind.CANCELLED) {
          throw failure;
        }
      }
      return List.copyOf(outcomes);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unexpected) {
        throw unexpected;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw JbuildException.of(Kind.CANCELLED, "interrupted").cause(e);
    } finally {
      threads.shutdown();
    }
  }

  private Outcome outcome(
      BuildJob job, Function<BuildJob, BuildResult> build, AtomicBoolean stopped) {
    if (stopped.get()) {
      return new Outcome(job, null, null);
    }
    try {
      return new Outcome(job, build.apply(job), null);
    } catch (JbuildException e) {
      if (e.kind() == Kind.CANCELLED || !keepGoing) {
        stopped.set(true);
      }
      return new Outcome(job, null, e);
    }
  }

  private void record(List<BuildResult> results) {
    if (iidFileOrNull != null) {
      BuildRecords.writeIidFile(iidFileOrNull, results.get(0));
    }
    if (metadataFileOrNull != null) {
      BuildRecords.writeMetadata(metadataFileOrNull, results);
    }
  }
}
