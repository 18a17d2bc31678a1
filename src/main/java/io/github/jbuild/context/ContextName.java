package io.github.jbuild.context;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.pattern.Glob;
import io.github.jbuild.core.pattern.GoPath;
import org.jspecify.annotations.Nullable;

/**
 * A {@link NamedPath} made ready to look for, or the target of a link on the way to one.
 *
 * @param origin what the profile says
 * @param path the literal path, cleaned; the text of a glob
 * @param globOrNull the glob; null for a literal path
 * @param links how many links were followed to come here
 */
record ContextName(NamedPath origin, String path, @Nullable Glob globOrNull, int links) {

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  static ContextName of(NamedPath origin) {
    String text = origin.text();
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      throw error(origin, "an empty path or one with a NUL character", "give a path or a glob");
    }
    if (text.startsWith("/")) {
      throw error(
          origin,
          "the path \"" + text + "\" is absolute",
          "write it relative to the context directory (app.context)");
    }
    for (String name : text.split("/", -1)) {
      if (name.equals("..")) {
        throw error(
            origin,
            "the path \"" + text + "\" has a .. in it",
            "only files in the context directory can be sent; choose a higher directory as app.context");
      }
    }
    String clean = GoPath.clean(text);
    if (!isGlob(text)) {
      return new ContextName(origin, clean, null, 0);
    }
    if (!text.equals(clean) && !text.equals("./" + clean)) {
      throw error(
          origin, "no file can match \"" + text + "\" as it is written", "write \"" + clean + '"');
    }
    try {
      return new ContextName(origin, clean, Glob.copy(clean), 0);
    } catch (JbuildException e) {
      throw located(e, origin);
    }
  }

  /** As the engine decides whether a COPY source is a glob. */
  private static boolean isGlob(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '*' || c == '?' || c == '[') {
        return true;
      }
    }
    return false;
  }

  boolean isEverything() {
    return path.equals(".");
  }

  boolean matches(String candidate) {
    return globOrNull == null ? path.equals(candidate) : globOrNull.matches(candidate);
  }

  boolean mayMatchBelow(String folder) {
    return globOrNull == null
        ? path.startsWith(folder + "/") || isEverything()
        : globOrNull.mayMatchBelow(folder);
  }

  /** Whether the way to this name, or the name itself, is the link at {@code link}. */
  boolean leadsThrough(String link) {
    return matches(link) || (globOrNull == null && path.startsWith(link + "/"));
  }

  /**
   * The same name behind a link.
   *
   * @throws JbuildException if the link leaves the folder
   */
  ContextName behind(String link, String target) {
    String rest = matches(link) ? "" : path.substring(link.length());
    String folder = GoPath.parent(link);
    String real = GoPath.clean((folder.isEmpty() ? "" : folder + "/") + target + rest);
    if (target.startsWith("/") || real.equals("..") || real.startsWith("../")) {
      throw error(
          origin,
          "\""
              + origin.text()
              + "\" leaves the context directory through the symlink "
              + link
              + " -> "
              + target,
          "put the file itself into the context, or use a relative symlink that stays inside it");
    }
    if (links == MOST_LINKS) {
      throw error(
          origin, "\"" + origin.text() + "\" goes through too many symlinks", "look for a loop");
    }
    return new ContextName(origin, real, null, links + 1);
  }

  /** The error for a name that nothing was found for. */
  JbuildException missing(boolean hidden) {
    String quoted =
        '"' + origin.text() + '"' + (links > 0 ? " (a symlink to \"" + path + "\")" : "");
    if (hidden) {
      return error(
          origin,
          ".dockerignore hides " + quoted,
          "add an exception at the end of .dockerignore, such as !" + path);
    }
    return error(
        origin,
        globOrNull == null
            ? "no file or directory " + quoted + " in the context"
            : "no file in the context matches " + quoted,
        "paths are relative to the context directory (app.context)");
  }

  private static JbuildException error(NamedPath origin, String message, String hint) {
    return located(JbuildException.of(Kind.INVALID_INPUT, message).hint(hint), origin);
  }

  private static JbuildException located(JbuildException error, NamedPath origin) {
    return JbuildException.of(error.kind(), origin.field() + ": " + error.message())
        .at(origin.spanOrNull())
        .hint(error.hint().orElse(""));
  }
}
