package io.github.jbuild.profile.decode;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.Suggestions;
import io.github.jbuild.core.UrlCredentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Rules for values that several parts of a profile have in common. */
public final class ValueParsers {

  static final ValueParser<String> TEXT = ValueParser.of("", text -> text);

  /** Text of which numbers and truth values count as written: environment, defines, labels. */
  static final ValueParser<String> VALUE = TEXT.takingNumbers();

  /** An argument of a command; may have line ends. */
  static final ValueParser<String> ARGUMENT =
      new ValueParser<>(true, true, 65_536, "", text -> text);

  static final ValueParser<String> ENV_NAME =
      ValueParser.matching(
          "[A-Za-z_][A-Za-z0-9_]*",
          "a valid variable name",
          "use letters, digits and _, and do not begin with a digit");

  static final ValueParser<String> VERSION =
      ValueParser.matching(
              "[0-9][A-Za-z0-9.+~_-]*", "a version", "begin with a digit, as in 3.11.5")
          .takingNumbers();

  static final ValueParser<String> DOTTED_VERSION =
      ValueParser.matching(
              "[0-9]+(?:\\.[0-9]+)*", "a version", "write numbers with dots, such as 9.3")
          .takingNumbers();

  static final ValueParser<Digest> SHA256 =
      ValueParser.of(new Digest("0".repeat(64)), text -> new Digest(Sha256Text.check(text)));

  static final ValueParser<ImageRef> PINNED_IMAGE =
      ValueParser.of(new ImageRef("invalid", null, null), ValueParsers::pinnedImage);

  /** An image reference that may lack a digest. */
  static final ValueParser<ImageRef> IMAGE =
      ValueParser.of(
          new ImageRef("invalid", null, null),
          text -> text.indexOf('@') < 0 ? image(text) : pinnedImage(text));

  static final ValueParser<ImageRef> TAG =
      ValueParser.of(new ImageRef("invalid", null, null), ValueParsers::tag);

  static final ValueParser<URI> URL =
      ValueParser.of(URI.create("https://invalid/"), ValueParsers::url);

  /** Text that is not empty and may have line ends. */
  static final ValueParser<String> LINES =
      new ValueParser<>(
          true,
          true,
          65_536,
          "",
          text -> {
            if (text.isEmpty()) {
              throw BadValue.of("the string is empty");
            }
            return text;
          });

  /** How many compilers run at once. */
  static final ValueParser<Integer> JOBS =
      number(1, 1024, "a number of jobs", "write 1 to 1024, or omit it for all processors");

  /** How many leading folders of an archive's paths are cut off. */
  static final ValueParser<Integer> STRIP = number(0, 9, "a number of directories", "write 0 to 9");

  private ValueParsers() {}

  /** The name of a document of a kind, such as a profile. */
  public static ValueParser<String> nameOf(String kind) {
    return ValueParser.matching(
        "[a-z0-9][a-z0-9._-]*",
        "a valid " + kind + " name",
        "use lower-case letters, digits, dots, dashes and underscores");
  }

  /** A whole number between two bounds, both included. */
  static ValueParser<Integer> number(int least, int most, String what, String hint) {
    return ValueParser.of(
            least,
            text -> {
              if (!text.matches("[0-9]{1,9}")
                  || Integer.parseInt(text) < least
                  || Integer.parseInt(text) > most) {
                throw BadValue.of(Quoted.of(text) + " is not " + what, hint);
              }
              return Integer.valueOf(text);
            })
        .takingNumbers();
  }

  /** One of some names; the last one stands in after a problem. */
  static <T> ValueParser<T> oneOf(T[] values, Function<T, String> id) {
    Map<String, T> known = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> known.put(id.apply(value), value));
    return ValueParser.of(
        values[values.length - 1],
        text -> {
          T value = known.get(text);
          if (value == null) {
            throw BadValue.of(
                Quoted.of(text) + " is not one of " + String.join(", ", known.keySet()),
                Suggestions.didYouMean(text, known.keySet()));
          }
          return value;
        });
  }

  private static ImageRef pinnedImage(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      image(text);
      throw BadValue.of(
          "the image " + Quoted.of(text) + " has no digest",
          "pin it: " + Quoted.shortened(text) + "@sha256:<64 hexadecimal digits>");
    }
    String digest = text.substring(at + 1);
    if (!digest.startsWith("sha256:")) {
      throw BadValue.of(
          "the digest " + Quoted.of(digest) + " does not begin with \"sha256:\"",
          "write @sha256: and 64 hexadecimal digits");
    }
    Sha256Text.check(digest.substring("sha256:".length()));
    return image(text);
  }

  private static ImageRef tag(String text) {
    if (text.indexOf('@') >= 0) {
      throw BadValue.of(
          "the tag " + Quoted.of(text) + " contains a digest", "a build sets names and tags only");
    }
    return image(text);
  }

  private static ImageRef image(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    try {
      return ImageRef.parse(text);
    } catch (IllegalArgumentException e) {
      throw BadValue.of(
          Quoted.of(text) + " is not an image reference",
          lower.equals(text)
              ? "write registry/repository:tag"
              : "write registry/repository:tag; repository names are lower case");
    }
  }

  /** Comes before all that would quote the text. */
  static void refuseCredentials(String text) {
    if (UrlCredentials.in(text)) {
      throw BadValue.secret(
          "the URL contains credentials", "remove them; credentials do not belong in a profile");
    }
  }

  static URI url(String text) {
    refuseCredentials(text);
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw BadValue.of(
          Quoted.of(text)
              + " is not a URL: "
              + e.getReason()
              + " at character "
              + (e.getIndex() + 1));
    }
    if (uri.getScheme() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw BadValue.of(Quoted.of(text) + " is not an http or https URL", "write https://…");
    }
    if (uri.getHost() == null) {
      throw BadValue.of(Quoted.of(text) + " has no host", "write https://host/path");
    }
    return uri;
  }
}
