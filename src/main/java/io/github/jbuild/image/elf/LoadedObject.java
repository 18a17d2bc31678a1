package io.github.jbuild.image.elf;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A program or library in memory.
 *
 * @param path by which it was opened
 * @param workdir to which a relative path refers
 * @param loaderOrNull the first object that needed it; null for the program
 */
record LoadedObject(String path, String workdir, ElfFile elf, @Nullable LoadedObject loaderOrNull) {

  /** Tokens in names and folders (ld.so(8), "Dynamic string tokens"). */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\$(?:(ORIGIN|LIB|PLATFORM)(?![A-Za-z0-9_])|\\{(ORIGIN|LIB|PLATFORM)\\}(?![A-Za-z0-9_]))");

  /** The text with its tokens replaced. */
  String expand(String text) {
    return text.indexOf('$') < 0
        ? text
        : TOKEN
            .matcher(text)
            .replaceAll(
                token -> {
                  String name = token.group(1) == null ? token.group(2) : token.group(1);
                  return Matcher.quoteReplacement(value(name));
                });
  }

  private String value(String token) {
    return switch (token) {
      case "ORIGIN" -> origin();
      case "LIB" -> "lib/aarch64-linux-gnu";
      default -> "aarch64";
    };
  }

  /** The folder of the path; the links in it are not followed. */
  private String origin() {
    String absolute = path.startsWith("/") ? path : workdir + "/" + path;
    int slash = absolute.lastIndexOf('/');
    return slash == 0 ? "/" : absolute.substring(0, slash);
  }

  /** The folders of DT_RPATH; a DT_RUNPATH disables them. */
  List<String> rpath() {
    return elf.runpath().isEmpty() ? folders(elf.rpath()) : List.of();
  }

  /** The folders of DT_RUNPATH. */
  List<String> runpath() {
    return folders(elf.runpath());
  }

  /** Folders with their tokens replaced; a single empty name is none. */
  List<String> folders(List<String> written) {
    return written.equals(List.of("")) ? List.of() : written.stream().map(this::expand).toList();
  }
}
