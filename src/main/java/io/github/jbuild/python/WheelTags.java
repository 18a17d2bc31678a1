package io.github.jbuild.python;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The wheel tags that CPython on Linux on aarch64 supports (PyPA, "Platform compatibility tags").
 */
public final class WheelTags {

  private static final String MACHINE = "_aarch64";

  private final int minor;
  private final @Nullable Pep440Version glibcOrNull;

  /**
   * The tags of an interpreter.
   *
   * @param python its version, such as 3.10
   * @param glibcOrNull version of the C library, such as 2.35; null when it is not known, and then
   *     wheels of any glibc are supported
   */
  public WheelTags(Pep440Version python, @Nullable Pep440Version glibcOrNull) {
    this.minor = python.release(1).intValue();
    this.glibcOrNull = glibcOrNull;
  }

  /** Whether one of these tags is supported; no tags at all say nothing against a wheel. */
  public boolean support(List<String> tags) {
    return tags.isEmpty() || tags.stream().anyMatch(this::supports);
  }

  /** Whether a tag, such as {@code cp310-cp310-manylinux_2_28_aarch64}, is supported. */
  public boolean supports(String tag) {
    String[] parts = tag.split("-", -1);
    if (parts.length != 3) {
      return false;
    }
    for (String python : parts[0].split("\\.", -1)) {
      for (String abi : parts[1].split("\\.", -1)) {
        if (supportsPython(python, abi)
            && List.of(parts[2].split("\\.", -1)).stream().anyMatch(this::supportsPlatform)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean supportsPython(String python, String abi) {
    if (abi.equals("none")) {
      return python.equals("py3")
          || number(python, "py3").filter(n -> n <= minor).isPresent()
          || python.equals("cp3" + minor);
    }
    Optional<Integer> cpython = number(python, "cp3");
    return abi.equals("abi3")
        ? cpython.filter(n -> n >= 2 && n <= minor).isPresent()
        : python.equals("cp3" + minor) && abi.equals("cp3" + minor);
  }

  private boolean supportsPlatform(String platform) {
    return switch (platform) {
      case "any", "linux_aarch64" -> true;
      case "manylinux2014_aarch64" -> hasGlibc(17);
      default ->
          platform.endsWith(MACHINE)
              && number(platform.substring(0, platform.length() - MACHINE.length()), "manylinux_2_")
                  .filter(this::hasGlibc)
                  .isPresent();
    };
  }

  private boolean hasGlibc(int wanted) {
    return glibcOrNull == null || glibcOrNull.release(1).intValue() >= wanted;
  }

  private static Optional<Integer> number(String text, String prefix) {
    String digits = text.startsWith(prefix) ? text.substring(prefix.length()) : "";
    boolean number =
        !digits.isEmpty()
            && digits.length() < 6
            && digits.chars().allMatch(c -> Cursor.isDigit((char) c));
    return number ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
  }
}
