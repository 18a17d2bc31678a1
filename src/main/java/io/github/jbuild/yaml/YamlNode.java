package io.github.jbuild.yaml;

import io.github.jbuild.core.Ordered;
import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.SourceSpan;
import java.util.List;
import java.util.Map;

/** A value of a YAML document with its place. */
public sealed interface YamlNode {

  /** Where the value begins. */
  SourceSpan span();

  /** Whether this is YAML's null: {@code null}, {@code ~} or nothing at all. */
  default boolean isNull() {
    return this instanceof Scalar scalar && scalar.type() == Type.NULL;
  }

  /** What a value is, in words for messages: {@code a list}, {@code the number 3}. */
  String describe();

  /**
   * A map; its entries keep the order of the document.
   *
   * @param entries values by key; keys are always text
   */
  record Mapping(Map<String, Entry> entries, SourceSpan span) implements YamlNode {
    public Mapping {
      entries = Ordered.copyOf(entries);
    }

    @Override
    public String describe() {
      return "a map";
    }
  }

  /**
   * An entry of a map.
   *
   * @param keySpan where its key is
   */
  record Entry(SourceSpan keySpan, YamlNode value) {

    /** Where the entry is said to be written: the value if it is a scalar, else the key. */
    public SourceSpan place() {
      return value instanceof Scalar ? value.span() : keySpan;
    }
  }

  /** A list. */
  record Sequence(List<YamlNode> items, SourceSpan span) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /** What an unquoted scalar means in YAML 1.2's core schema; quoted ones are text. */
  enum Type {
    NULL,
    BOOL,
    NUMBER,
    TEXT
  }

  /**
   * A single value.
   *
   * @param text the text as written (escapes and quotes resolved): {@code 3.10} stays {@code 3.10}
   */
  record Scalar(String text, Type type, SourceSpan span) implements YamlNode {

    @Override
    public String describe() {
      return switch (type) {
        case NULL -> "nothing";
        case BOOL -> "the boolean " + text;
        case NUMBER -> "the number " + Quoted.shortened(text);
        case TEXT -> "the string " + Quoted.of(text);
      };
    }
  }
}
