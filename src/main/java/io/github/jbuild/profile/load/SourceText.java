package io.github.jbuild.profile.load;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads text files that a user wrote. */
final class SourceText {

  private SourceText() {}

  /**
   * The text of a file in UTF-8.
   *
   * @param name the file's name for messages
   * @throws JbuildException of kind {@code INVALID_INPUT} if it cannot be read or is too large
   */
  static String read(String name, Path path) {
    requireFile(name, path);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(YamlReader.MAX_SIZE + 1);
    } catch (AccessDeniedException e) {
      throw error("no permission to read " + name).cause(e);
    } catch (IOException e) {
      throw error("cannot read " + name + ": " + e.getMessage()).cause(e);
    }
    if (bytes.length > YamlReader.MAX_SIZE) {
      throw error(name + " has more than " + YamlReader.MAX_SIZE + " bytes")
          .hint("a profile is a small text file");
    }
    return decode(name, bytes);
  }

  /**
   * Throws if there is no file.
   *
   * @throws JbuildException of kind {@code INVALID_INPUT}
   */
  static void requireFile(String name, Path path) {
    if (Files.isDirectory(path)) {
      throw error(name + " is a directory, not a profile").hint("give a .yaml file");
    }
    if (!Files.exists(path)) {
      throw error("no such file: " + name)
          .hint("check the path; jbuild profile list prints the profiles that are found by name");
    }
  }

  private static String decode(String name, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw error("the file is not UTF-8 text").at(SourceSpan.ofWhole(name, "")).cause(e);
    }
  }

  /** What distinguishes two files even if symlinks lead to them. */
  static String realPath(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize().toString();
    }
  }

  private static JbuildException error(String message) {
    return JbuildException.of(JbuildException.Kind.INVALID_INPUT, message);
  }
}
