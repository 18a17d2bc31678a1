package io.github.jbuild.context;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.pattern.IgnoreRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a folder that is sent to the engine: the files that names select and {@code
 * .dockerignore} does not hide, with the folders that they lie in.
 *
 * <p>Nothing outside the folder is ever read. A symbolic link is sent as a link; where a name leads
 * through one, or is one, what the link points at is sent too, because COPY follows it. Sockets are
 * left out, as docker does; pipes and devices are refused.
 *
 * @param entries folders before their content, names in the order of their characters: the same for
 *     the same tree
 */
public record BuildContext(List<ContextEntry> entries) {

  public BuildContext {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a folder, but not yet the content of its files.
   *
   * @param rootOrNull the context folder; null for a context without files
   * @param names what of it is wanted; {@code .} for everything
   * @throws JbuildException {@code INVALID_INPUT} if the folder does not exist, a pattern of its
   *     {@code .dockerignore} is invalid, or a name is absolute, leads out of the folder, or finds
   *     nothing; {@code ENVIRONMENT} if something cannot be read
   */
  public static BuildContext of(@Nullable Path rootOrNull, List<NamedPath> names) {
    List<ContextName> wanted = names.stream().map(ContextName::of).toList();
    if (rootOrNull == null) {
      if (!names.isEmpty()) {
        NamedPath first = names.get(0);
        throw JbuildException.of(
                Kind.INVALID_INPUT,
                first.field()
                    + ": names \""
                    + first.text()
                    + "\", but there is no context directory")
            .at(first.spanOrNull())
            .hint("set app.context to the directory that contains it");
      }
      return new BuildContext(List.of());
    }
    Path root = folder(rootOrNull);
    return new BuildContext(new ContextWalk(root, ignoreRules(root)).find(wanted));
  }

  private static Path folder(Path given) {
    if (!Files.isDirectory(given)) {
      throw JbuildException.of(
              Kind.INVALID_INPUT,
              (Files.exists(given) ? "the context is not a directory: " : "no context directory ")
                  + given)
          .hint("app.context is relative to the profile's directory");
    }
    try {
      return given.toRealPath();
    } catch (IOException e) {
      throw ContextWalk.unreadable(given, e);
    }
  }

  private static IgnoreRules ignoreRules(Path root) {
    Path file = root.resolve(".dockerignore");
    try {
      return IgnoreRules.parse(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return IgnoreRules.NONE;
    } catch (IOException e) {
      throw ContextWalk.unreadable(file, e);
    }
  }
}
