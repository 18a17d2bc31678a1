package io.github.jbuild.image.software;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.jbuild.image.FileEntry;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code version.json} of a CUDA toolkit says. Its version is the toolkit's, such as 12.6.1,
 * and not that of a library in it, such as 12.6.68.
 */
final class CudaToolkit {

  static final String PREFIX = "/usr/local/cuda";

  private static final JsonFactory JSON = new JsonFactory();
  private static final int DEPTH = 2;

  private CudaToolkit() {}

  /** The toolkit whose version.json a file is. */
  static Optional<Component> of(FileEntry file) {
    boolean candidate =
        file.name().equals("version.json")
            && file.folder().startsWith(PREFIX)
            && file.folder().lastIndexOf('/') < PREFIX.length();
    return candidate
        ? version(KeptFiles.text(file))
            .map(version -> new Component("CUDA toolkit", version, "", file.path()))
        : Optional.empty();
  }

  private static Optional<String> version(String json) {
    @Nullable String version = null;
    try (JsonParser in = JSON.createParser(json)) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        boolean wanted =
            token == JsonToken.VALUE_STRING
                && in.getParsingContext().getNestingDepth() <= DEPTH
                && in.getParsingContext().pathAsPointer().toString().equals("/cuda/version");
        version = wanted ? in.getText() : version;
      }
    } catch (IOException e) {
      return Optional.ofNullable(version);
    }
    return Optional.ofNullable(version);
  }
}
