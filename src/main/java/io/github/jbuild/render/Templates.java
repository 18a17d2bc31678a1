package io.github.jbuild.render;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.escaper.EscapingStrategy;
import io.pebbletemplates.pebble.extension.escaper.SafeString;
import io.pebbletemplates.pebble.lexer.Syntax;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.loader.FileLoader;
import io.pebbletemplates.pebble.loader.Loader;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The template engine, set up so that a value cannot be written without an escaper for its place:
 * what is printed without one must be a plain token.
 */
final class Templates {

  private final PebbleEngine engine;

  private Templates(Loader<?> loader) {
    loader.setSuffix(".peb");
    Syntax syntax =
        new Syntax.Builder()
            .setCommentOpenDelimiter("{~")
            .setCommentCloseDelimiter("~}")
            .setEnableNewLineTrimming(false)
            .build();
    engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .syntax(syntax)
            .newLineTrimming(false)
            .strictVariables(true)
            .cacheActive(true)
            .addEscapingStrategy("token", TOKEN)
            .defaultEscapingStrategy("token")
            .extension(new Filters())
            .build();
  }

  /** The templates packaged with the program. */
  static Templates builtIn() {
    ClasspathLoader loader = new ClasspathLoader(Templates.class.getClassLoader());
    loader.setPrefix("dockerfiles");
    return new Templates(loader);
  }

  /** Templates in a folder. */
  static Templates in(Path folder) {
    FileLoader loader = new FileLoader(folder.toAbsolutePath().toString());
    return new Templates(loader);
  }

  /** Reads a template now, so that it need not be read when it is rendered. */
  void read(String name) {
    Object unused = engine.getTemplate(name);
  }

  /** Renders a template. */
  String render(String name, Map<String, Object> values) {
    PebbleTemplate template = engine.getTemplate(name);
    StringWriter out = new StringWriter();
    try {
      template.evaluate(out, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static final EscapingStrategy TOKEN = input -> Escape.token(String.valueOf(input));

  private static final class Filters extends AbstractExtension {
    @Override
    public Map<String, Filter> getFilters() {
      return Map.ofEntries(
          Map.entry("sh", each(" ", Escape::shell)),
          Map.entry("shlines", each(" \\\n        ", Escape::shell)),
          Map.entry("options", options()),
          Map.entry("shenv", shellEnv()),
          Map.entry("jsonword", each(" ", value -> Escape.shell(Escape.asciiJson(value)))),
          Map.entry("rawlines", each("\n", Escape::rawLine)),
          Map.entry("globs", each(" ", Escape::glob)),
          Map.entry("libglob", each(" ", Escape::absoluteGlob)),
          Map.entry("versionre", each(" ", value -> Escape.shell(Patterns.versionPrefix(value)))),
          Map.entry("pipline", each(" ", value -> Escape.shell(Patterns.pipCheckLine(value)))),
          Map.entry("pipneed", each(" ", value -> Escape.shell(Patterns.pipCheckNeed(value)))),
          Map.entry("json", each(", ", Escape::json)),
          Map.entry("copy", each(", ", Escape::copy)),
          Map.entry("env", each(" ", Escape::env)),
          Map.entry("comment", each(" ", Escape::comment)),
          Map.entry("envpairs", pairs(true)),
          Map.entry("labelpairs", pairs(false)));
    }
  }

  /** Escapes a value, or each of a collection, and joins them. */
  private static Filter each(String separator, UnaryOperator<String> escaper) {
    return new SimpleFilter() {
      @Override
      String write(Object input) {
        Collection<?> values = input instanceof Collection<?> many ? many : List.of(input);
        return values.stream()
            .map(value -> escaper.apply(String.valueOf(value)))
            .collect(Collectors.joining(separator));
      }
    };
  }

  /** The words of a command, a line for each option with its values. */
  private static Filter options() {
    return new SimpleFilter() {
      @Override
      String write(Object input) {
        StringBuilder out = new StringBuilder();
        for (Object word : (Collection<?>) input) {
          String text = String.valueOf(word);
          out.append(out.isEmpty() ? "" : text.startsWith("--") ? " \\\n        " : " ");
          out.append(Escape.shell(text));
        }
        return out.toString();
      }
    };
  }

  /** Assignments before a shell command, with a blank after each. */
  private static Filter shellEnv() {
    return new SimpleFilter() {
      @Override
      @SuppressWarnings("unchecked")
      String write(Object input) {
        StringBuilder out = new StringBuilder();
        ((Map<String, String>) input)
            .forEach(
                (name, value) ->
                    out.append(Escape.envName(name))
                        .append('=')
                        .append(Escape.shell(value))
                        .append(' '));
        return out.toString();
      }
    };
  }

  private static Filter pairs(boolean names) {
    return new SimpleFilter() {
      @Override
      @SuppressWarnings("unchecked")
      String write(Object input) {
        return Escape.pairs((Map<String, String>) input, names);
      }
    };
  }

  private abstract static class SimpleFilter implements Filter {
    abstract String write(Object input);

    @Override
    public Object apply(
        @Nullable Object input,
        Map<String, Object> args,
        PebbleTemplate self,
        EvaluationContext context,
        int line) {
      if (input == null) {
        throw new IllegalArgumentException(self.getName() + ":" + line + ": no value to write");
      }
      return new SafeString(write(input));
    }

    @Override
    public @Nullable List<String> getArgumentNames() {
      return null;
    }
  }
}
