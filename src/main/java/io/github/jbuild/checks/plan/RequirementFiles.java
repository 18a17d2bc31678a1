package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.plan.RequirementLine.IndexOption;
import io.github.jbuild.checks.plan.RequirementLine.Kind;
import io.github.jbuild.checks.plan.RequirementLine.Problem;
import io.github.jbuild.checks.plan.RequirementLine.Secret;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.core.UrlCredentials;
import io.github.jbuild.python.Requirement;
import io.github.jbuild.python.VersionSpecifiers;
import io.github.jbuild.secret.SecretScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads requirement files and those that they name (pip documentation, "Requirements File Format").
 */
final class RequirementFiles {

  private static final int MAX_SIZE = 1 << 20;

  private static final Map<String, String> INDEX_OPTIONS =
      Map.of(
          "-i", "--index-url",
          "--index-url", "--index-url",
          "--pypi-url", "--index-url",
          "--extra-index-url", "--extra-index-url",
          "-f", "--find-links",
          "--find-links", "--find-links");

  private static final Map<String, Kind> FILE_OPTIONS =
      Map.of(
          "-r", Kind.INSTALL,
          "--requirement", Kind.INSTALL,
          "-c", Kind.CONSTRAINT,
          "--constraint", Kind.CONSTRAINT);

  private static final Pattern OPTION =
      Pattern.compile("(--[a-z-]+|-[a-zA-Z])(?:\\s*=\\s*|\\s+)?(\\S*).*");

  /** Options of one requirement, which stand behind it. */
  private static final Pattern OWN_OPTIONS = Pattern.compile("\\s--?[a-z].*");

  private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+]*://");

  private static final Pattern WHEEL_NAME = Pattern.compile("([A-Za-z0-9_.]+)-[0-9][^/]*\\.whl");

  private final Path context;
  private final List<String> sent;
  private final List<RequirementLine> lines;
  private final List<IndexOption> options;
  private final List<Secret> secrets;
  private final List<Problem> problems;
  private final Set<String> read = new HashSet<>();

  /**
   * @param sent the files that the build sends, relative to the context
   */
  RequirementFiles(
      Path context,
      List<String> sent,
      List<RequirementLine> lines,
      List<IndexOption> options,
      List<Secret> secrets,
      List<Problem> problems) {
    this.context = context;
    this.sent = sent;
    this.lines = lines;
    this.options = options;
    this.secrets = secrets;
    this.problems = problems;
  }

  /**
   * Reads a file that is there.
   *
   * @param file relative to the context
   */
  void read(String file, Kind kind) {
    Path path = context.resolve(file).normalize();
    if (!read.add(path + " " + kind)) {
      return;
    }
    String name = name(path);
    String text;
    try {
      if (Files.size(path) > MAX_SIZE) {
        problems.add(new Problem(true, file + " is too large", SourceSpan.ofWhole(name, "")));
        return;
      }
      text = Files.readString(path).replaceFirst("^\uFEFF", "");
    } catch (IOException e) {
      String message = file + " cannot be read as UTF-8 text";
      problems.add(new Problem(true, message, SourceSpan.ofWhole(name, "")));
      return;
    }
    List<String> physical = text.lines().toList();
    for (int i = 0; i < physical.size(); i++) {
      int first = i;
      StringBuilder logical = new StringBuilder(physical.get(i));
      while (logical.length() > 0
          && logical.charAt(logical.length() - 1) == '\\'
          && i + 1 < physical.size()) {
        logical.setLength(logical.length() - 1);
        logical.append(physical.get(++i));
      }
      String line = logical.toString().replaceFirst("(^|\\s+)#.*$", "").strip();
      if (!line.isEmpty()) {
        String shown = physical.get(first);
        int column = shown.length() - shown.stripLeading().length() + 1;
        line(file, kind, line, new SourceSpan(name, first + 1, column, shown));
      }
    }
  }

  private void line(String file, Kind kind, String line, SourceSpan place) {
    SecretScanner.inText(line).ifPresent(found -> secrets.add(new Secret(found, place)));
    Matcher option = OPTION.matcher(line);
    if (line.startsWith("-") && option.matches()) {
      String name = option.group(1);
      if (INDEX_OPTIONS.containsKey(name)) {
        options.add(
            new IndexOption(INDEX_OPTIONS.getOrDefault(name, name), option.group(2), place));
      } else if (FILE_OPTIONS.containsKey(name)) {
        nested(file, option.group(2), FILE_OPTIONS.getOrDefault(name, kind), place);
      }
      return;
    }
    String text = OWN_OPTIONS.matcher(line).replaceFirst("").strip();
    if (isPlace(text)) {
      @Nullable String project = project(text);
      if (project != null) {
        lines.add(
            new RequirementLine(
                kind,
                new Requirement(project, List.of(), VersionSpecifiers.ANY, text, null),
                place));
      }
      return;
    }
    try {
      lines.add(new RequirementLine(kind, Requirement.parse(text), place));
    } catch (JbuildException e) {
      problems.add(
          new Problem(
              true, "pip cannot read the line: " + UrlCredentials.hidden(e.message()), place));
    }
  }

  private void nested(String file, String named, Kind kind, SourceSpan place) {
    if (URL.matcher(named).lookingAt()) {
      problems.add(
          new Problem(
              false,
              file + " names " + UrlCredentials.hidden(named) + ", which is not read here",
              place));
      return;
    }
    Path target = context.resolve(file).resolveSibling(named).normalize();
    String relative = context.normalize().relativize(target).toString().replace('\\', '/');
    boolean isSent =
        sent.stream().anyMatch(other -> context.resolve(other).normalize().equals(target));
    if (!isSent) {
      problems.add(
          new Problem(
              true,
              file + " names " + relative + ", which is not in python.requirements: it is not sent",
              place));
    }
    if (target.startsWith(context.normalize()) && Files.isRegularFile(target)) {
      read(relative, kind);
    }
  }

  /** A file as the user knows it: below the working folder, or else by its whole path. */
  private static String name(Path path) {
    Path working = Path.of("").toAbsolutePath();
    return path.startsWith(working) ? working.relativize(path).toString() : path.toString();
  }

  /** Whether a line names a file or URL instead of a project. */
  private static boolean isPlace(String text) {
    return URL.matcher(text).lookingAt()
        || text.matches("[./~].*|[^\\s@<>=!~;]*\\.(?:whl|zip|tar\\.gz)(?:\\s.*)?");
  }

  private static @Nullable String project(String text) {
    Matcher wheel = WHEEL_NAME.matcher(text);
    if (wheel.find()) {
      return wheel.group(1);
    }
    Matcher egg = Pattern.compile("#egg=([A-Za-z0-9._-]+)").matcher(text);
    return egg.find() ? egg.group(1) : null;
  }
}
