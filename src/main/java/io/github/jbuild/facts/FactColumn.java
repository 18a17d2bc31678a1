package io.github.jbuild.facts;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.yaml.YamlNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column of a fact table.
 *
 * @param name its name in fact files
 * @param kind what its values are
 * @param required whether every row has it
 */
public record FactColumn(String name, Kind kind, boolean required) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern COUNT = Pattern.compile("\\d{1,4}");
  private static final Pattern VERSION = Pattern.compile("\\d[0-9A-Za-z]*(?:[.+~-][0-9A-Za-z]+)*");

  /** One clause of a version specifier (PEP 440, version specifiers). */
  private static final String CLAUSE = "(?:[~=!<>]=|===|<|>)\\s*\\d[0-9A-Za-z.*+!]*";

  private static final Pattern SPECIFIER = Pattern.compile(CLAUSE + "(?:\\s*,\\s*" + CLAUSE + ")*");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

  /** What values are. */
  public enum Kind {
    /** A string; a number is taken as written. */
    TEXT("text"),
    LIST("a list of strings"),
    /** Texts by name. */
    MAP("a map of strings"),
    FLAG("true or false"),
    NUMBER("a whole number"),
    SHA256("a sha256 (64 hexadecimal digits, lower case)"),
    DIGEST("a digest (sha256: and 64 hexadecimal digits)"),
    IMAGE("an image reference, such as registry/repository:tag"),
    /** A whole number of things that are counted one by one. */
    COUNT("a whole number below 10000"),
    VERSION("a version, such as 12.6.68"),
    SPECIFIER("a version specifier, such as >=1.26,<2"),
    LIFE("current, replaced, gone or unknown"),
    CONFIDENCE("A, B or C");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  static FactColumn required(String name, Kind kind) {
    return new FactColumn(name, kind, true);
  }

  static FactColumn optional(String name, Kind kind) {
    return new FactColumn(name, kind, false);
  }

  /** What a value ought to be; null when it is. */
  @Nullable String wantedOrNull(YamlNode value) {
    boolean fits =
        switch (kind) {
          case LIST -> value instanceof YamlNode.Sequence list && texts(list.items());
          case MAP ->
              value instanceof YamlNode.Mapping map
                  && texts(map.entries().values().stream().map(YamlNode.Entry::value).toList());
          default -> text(value) && fits(((YamlNode.Scalar) value).text());
        };
    return fits ? null : kind.words;
  }

  private boolean fits(String text) {
    return switch (kind) {
      case FLAG -> text.equals("true") || text.equals("false");
      case NUMBER -> NUMBER.matcher(text).matches();
      case VERSION -> VERSION.matcher(text).matches();
      case SPECIFIER -> SPECIFIER.matcher(text).matches();
      case COUNT -> COUNT.matcher(text).matches();
      case SHA256 -> SHA256.matcher(text).matches();
      case DIGEST -> text.startsWith("sha256:") && SHA256.matcher(text.substring(7)).matches();
      case IMAGE -> isImage(text);
      case LIFE -> WheelFact.Life.of(text).isPresent();
      case CONFIDENCE -> text.equals("A") || text.equals("B") || text.equals("C");
      default -> !text.isBlank();
    };
  }

  private static boolean isImage(String text) {
    try {
      return !ImageRef.parse(text).repository().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean texts(List<YamlNode> values) {
    return values.stream().allMatch(FactColumn::text);
  }

  private static boolean text(YamlNode value) {
    return value instanceof YamlNode.Scalar && !value.isNull();
  }
}
