package io.github.jbuild.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Profiles, good and bad. Each file holds documents parted by lines of {@code ===}, laid below a
 * minimal profile unless they begin with {@code profile:} or a comment.
 */
public final class ProfileCorpus {

  /** The least that a profile must say. */
  public static final String MINIMAL =
      """
      profile: mine
      l4t: r36.4.0
      base:
        family: l4t-jetpack
        image: example.com/base@sha256:%s
      python:
        version: "3.10"
        index: https://index.example/jp6
      """
          .formatted("a".repeat(64));

  private ProfileCorpus() {}

  /**
   * A document.
   *
   * @param name what tells it apart
   * @param text the whole profile
   */
  public record Document(String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Profiles that are valid. */
  public static List<Document> good() throws IOException {
    return documents("good.txt");
  }

  /** Profiles that are not. */
  public static List<Document> bad() throws IOException {
    return documents("bad.txt");
  }

  private static List<Document> documents(String file) throws IOException {
    String text = Files.readString(Path.of("src/test/resources/profile-corpus", file));
    return Arrays.stream(text.split("(?m)^===\n"))
        .map(
            part -> {
              boolean whole = part.startsWith("profile:") || part.startsWith("#");
              return new Document(part.strip(), whole ? part : MINIMAL + part);
            })
        .toList();
  }
}
