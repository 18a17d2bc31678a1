package io.github.jbuild.profile.decode;

import io.github.jbuild.core.ByteSize;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.profile.Profile.Expect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code expect}. */
public final class ExpectDecoder {

  /** What an expected version can be written for. */
  public static final List<String> COMPONENTS =
      List.of(
          "python",
          "cuda",
          "cudnn",
          "tensorrt",
          "torch",
          "torchvision",
          "onnxruntime",
          "numpy",
          "gdal");

  private static final ValueParser<Long> SIZE = ValueParser.of(0L, ExpectDecoder::size);

  private ExpectDecoder() {}

  static Expect read(Fields fields) {
    Map<String, String> versions = new LinkedHashMap<>();
    for (String component : COMPONENTS) {
      @Nullable String version = fields.optional(component, PythonParsers.RANGE);
      if (version != null) {
        versions.put(component, version);
      }
    }
    return new Expect(versions, fields.optional("max-size", SIZE));
  }

  private static long size(String text) {
    try {
      return ByteSize.parse(text);
    } catch (JbuildException e) {
      throw e.hint().map(hint -> BadValue.of(e.message(), hint)).orElse(BadValue.of(e.message()));
    }
  }
}
