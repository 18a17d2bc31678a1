package io.github.jbuild.build;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds several profiles, one after the other. As with make, the first failure ends the run; what
 * was built until then keeps its tags. With {@code keepGoing} the other profiles are built as well.
 *
 * @param keepGoing go on after a failed profile
 * @param iidFileOrNull receives the image ID; for a single profile
 * @param metadataFileOrNull receives the metadata of the built images, when all are built
 */
public record BuildRun(
    boolean keepGoing, @Nullable Path iidFileOrNull, @Nullable Path metadataFileOrNull) {

  /**
   * What became of a profile; neither result nor failure when it was not begun.
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
   * Builds {@code jobs} and writes the records asked for.
   *
   * @return an outcome for each job, in their order
   * @throws JbuildException {@code USAGE} if a record cannot be written, before anything is built;
   *     {@code CANCELLED}
   */
  public List<Outcome> of(List<BuildJob> jobs, BuildSettings settings, ImageBuilder builder) {
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
    List<Outcome> outcomes = new ArrayList<>();
    List<BuildResult> results = new ArrayList<>();
    boolean stopped = false;
    for (BuildJob job : jobs) {
      if (stopped) {
        outcomes.add(new Outcome(job, null, null));
        continue;
      }
      try {
        BuildResult result = builder.build(job, settings);
        results.add(result);
        outcomes.add(new Outcome(job, result, null));
      } catch (JbuildException e) {
        if (e.kind() == Kind.CANCELLED) {
          throw e;
        }
        outcomes.add(new Outcome(job, null, e));
        stopped = !keepGoing;
      }
    }
    if (results.size() == jobs.size()) {
      record(results);
    }
    return List.copyOf(outcomes);
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
