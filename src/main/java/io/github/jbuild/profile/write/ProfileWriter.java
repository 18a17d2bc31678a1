package io.github.jbuild.profile.write;

import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.profile.load.LoadedProfile;
import io.github.jbuild.yaml.YamlNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a merged profile as YAML that loads as the same profile again, given the same folder. */
public final class ProfileWriter {

  private final StringBuilder out = new StringBuilder();
  private final boolean withOrigins;

  private ProfileWriter(boolean withOrigins) {
    this.withOrigins = withOrigins;
  }

  /**
   * The profile as YAML.
   *
   * @param withOrigins whether a comment behind each value says where it was written
   */
  public static String yaml(LoadedProfile profile, boolean withOrigins) {
    ProfileWriter writer = new ProfileWriter(withOrigins);
    writer.fields(profile.document(), 0);
    return writer.out.toString();
  }

  private void fields(YamlNode.Mapping mapping, int indent) {
    for (Map.Entry<String, YamlNode.Entry> field : mapping.entries().entrySet()) {
      YamlNode.Entry entry = field.getValue();
      if (!entry.value().isNull()) {
        out.append(" ".repeat(indent)).append(ScalarText.yaml(field.getKey())).append(':');
        value(entry.value(), entry.place(), indent);
      }
    }
  }

  /** A value behind its key. */
  private void value(YamlNode node, SourceSpan place, int indent) {
    @Nullable String line = inline(node);
    if (line != null) {
      out.append(' ').append(line);
      endLine(place);
      return;
    }
    endLine(place);
    if (node instanceof YamlNode.Mapping mapping) {
      fields(mapping, indent + 2);
    } else if (node instanceof YamlNode.Sequence sequence) {
      sequence.items().forEach(item -> item(item, indent + 2));
    }
  }

  private void item(YamlNode node, int indent) {
    out.append(" ".repeat(indent)).append('-');
    @Nullable String line = inline(node);
    if (line != null) {
      out.append(' ').append(line);
      endLine(node.span());
    } else if (node instanceof YamlNode.Mapping mapping) {
      int start = out.length();
      fields(mapping, indent + 2);
      // the first field stands behind the dash
      out.replace(start, start + indent + 2, " ");
    } else if (node instanceof YamlNode.Sequence sequence) {
      endLine(node.span());
      sequence.items().forEach(inner -> item(inner, indent + 2));
    }
  }

  /** A scalar or something empty; null for what takes lines of its own. */
  private static @Nullable String inline(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return ScalarText.yaml(scalar);
    }
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping.entries().values().stream().allMatch(entry -> entry.value().isNull())
          ? "{}"
          : null;
    }
    return node instanceof YamlNode.Sequence list && list.items().isEmpty() ? "[]" : null;
  }

  private void endLine(SourceSpan place) {
    if (withOrigins) {
      String file = Quoted.json(place.toString());
      out.append("  # ").append(file, 1, file.length() - 1);
    }
    out.append('\n');
  }
}
