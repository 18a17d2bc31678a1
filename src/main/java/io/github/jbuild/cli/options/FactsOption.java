package io.github.jbuild.cli.options;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.facts.FactTables;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that merges a user's facts over the built-in ones. */
public final class FactsOption {

  public static final String NAME = "--facts";
  public static final String VARIABLE = "JBUILD_FACTS";

  @Option(
      names = NAME,
      paramLabel = "FILE",
      description =
          "YAML file to merge over the built-in facts; default: the variable " + VARIABLE + ".")
  private @Nullable Path file;

  private @Nullable FactTables tables;

  /**
   * The facts that the user wants, made once.
   *
   * @throws JbuildException {@code USAGE} if the file cannot be read, {@code INVALID_INPUT} if it
   *     is not a facts file
   */
  public FactTables tables(BuiltIns builtIns) {
    FactTables made = tables;
    if (made == null) {
      made = file == null ? builtIns.tables() : laid(builtIns.tables(), file);
      tables = made;
    }
    return made;
  }

  private static FactTables laid(FactTables builtIn, Path file) {
    try {
      return builtIn.with(file.toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw JbuildException.of(Kind.INVALID_INPUT, file + " is not UTF-8").cause(e);
    } catch (IOException e) {
      throw JbuildException.of(Kind.USAGE, "cannot read the facts file " + file)
          .hint(NAME + " and the variable " + VARIABLE + " expect a YAML file")
          .cause(e);
    }
  }
}
