package io.github.jbuild.facts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Jetson wheel by its hash: the index has replaced builds under the same version.
 *
 * @param index the part of the Jetson index that has it, such as {@code jp6/cu126}
 * @param name distribution name
 * @param version its version
 * @param tag Python tag, such as {@code cp310}
 * @param sha256 hash of the file, hexadecimal
 * @param file file name
 * @param life whether the index still has it
 * @param cuda CUDA's major and minor, such as {@code 12.6}
 * @param sm compute capabilities that it has code for, without the dot; empty when unknown
 * @param cudnnOrNull the cuDNN that it was built with, such as {@code 9} or {@code 9.4}: majors
 *     must be equal, and the minor at least this
 * @param numpyOrNull the NumPy that it needs, as a version specifier
 * @param needs SONAMEs that it needs besides libc and its own, to be imported and to use the GPU;
 *     empty when unknown
 * @param source where the row is from
 */
public record WheelFact(
    String index,
    String name,
    String version,
    String tag,
    String sha256,
    String file,
    Life life,
    String cuda,
    List<String> sm,
    @Nullable String cudnnOrNull,
    @Nullable String numpyOrNull,
    List<String> needs,
    Confidence confidence,
    String source)
    implements Fact {
  public WheelFact {
    sm = List.copyOf(sm);
    needs = List.copyOf(needs);
  }

  /**
   * The address of a file on the Jetson index: a devpi server keeps it under the first 3 and the
   * next 13 digits of its hash (devpi-server, filestore.py).
   */
  public static String address(String index, String sha256, String file) {
    return "https://pypi.jetson-ai-lab.io/%s/+f/%s/%s/%s"
        .formatted(index, sha256.substring(0, 3), sha256.substring(3, 16), file);
  }

  /** Whether an index still has a file. */
  public enum Life {
    CURRENT,
    /** Another build has taken its name and version. */
    REPLACED,
    GONE,
    UNKNOWN;

    /** By its name in fact files. */
    static Optional<Life> of(String name) {
      return Arrays.stream(values())
          .filter(life -> life.name().toLowerCase(Locale.ROOT).equals(name))
          .findFirst();
    }
  }
}
