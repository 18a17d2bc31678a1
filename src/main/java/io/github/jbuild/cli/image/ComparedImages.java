package io.github.jbuild.cli.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.compare.Subject;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.image.Image;
import io.github.jbuild.plan.DefaultTags;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user means by one side of a comparison: a profile, whose image it is then, the metadata
 * file of a build, or an image. An image that is not there is a result, not an error.
 */
final class ComparedImages {

  private static final String DIGEST = "containerimage.config.digest";

  private final ImageReader reader;
  private final ProfileLoader profiles;
  private final FactTables facts;

  ComparedImages(ImageReader reader, ProfileLoader profiles, FactTables facts) {
    this.reader = reader;
    this.profiles = profiles;
    this.facts = facts;
  }

  /**
   * Reads what an argument means.
   *
   * @throws JbuildException {@code USAGE} for a file that does not exist or is not metadata
   */
  Subject read(String argument) {
    if (argument.endsWith(".json")) {
      return fromMetadata(Path.of(argument));
    }
    if (profiles.knows(argument)) {
      return fromProfile(argument);
    }
    return reader
        .find(argument)
        .map(image -> Subject.built(argument, image))
        .orElseGet(() -> Subject.notBuilt(argument, "no profile or image has this name"));
  }

  private Subject fromProfile(String name) {
    Plan plan = new Planner(new Facts(facts)).plan(profiles.load(ProfileSelection.of(name)));
    for (ImageRef tag : DefaultTags.of(plan)) {
      Optional<Image> image = reader.find(tag.withDefaultTag().toString());
      if (image.isPresent()) {
        return Subject.built(name, image.get());
      }
    }
    return Subject.notBuilt(
        name, "no such image: " + DefaultTags.of(plan).get(0) + "; jbuild build --profile " + name);
  }

  private Subject fromMetadata(Path file) {
    try {
      JsonNode metadata = new ObjectMapper().readTree(file.toFile());
      String id = metadata.path(DIGEST).asText();
      if (id.isEmpty()) {
        throw JbuildException.of(Kind.USAGE, file + " is not the metadata of one image")
            .hint("jbuild build --metadata-file FILE writes it");
      }
      String name = metadata.path("image.name").asText(file.toString()).split(",", 2)[0];
      return reader
          .find(id)
          .map(image -> Subject.built(name, image))
          .orElseGet(() -> Subject.notBuilt(name, "the engine no longer has " + id));
    } catch (IOException e) {
      throw JbuildException.of(Kind.USAGE, "cannot read " + file + ": " + e.getMessage()).cause(e);
    }
  }
}
