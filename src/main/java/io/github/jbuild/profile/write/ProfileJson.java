package io.github.jbuild.profile.write;

import io.github.jbuild.core.Quoted;
import io.github.jbuild.profile.load.LoadedProfile;
import io.github.jbuild.yaml.YamlNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes a merged profile as JSON. */
public final class ProfileJson {

  private final StringBuilder out = new StringBuilder();

  private ProfileJson() {}

  /**
   * The profile as a JSON object.
   *
   * @param withOrigins whether an additional member {@code origins} gives the place of each field
   */
  public static String of(LoadedProfile profile, boolean withOrigins) {
    ProfileJson json = new ProfileJson();
    json.document(profile, withOrigins);
    return json.out.append('\n').toString();
  }

  private void document(LoadedProfile profile, boolean withOrigins) {
    out.append('{');
    fields(profile.document(), 2);
    if (withOrigins) {
      out.append(',');
      newLine(2);
      out.append("\"origins\": {");
      each(
          profile.origins().places().entrySet(),
          4,
          place ->
              out.append(Quoted.json(place.getKey()))
                  .append(": ")
                  .append(Quoted.json(place.getValue().toString())));
      newLine(2);
      out.append('}');
    }
    newLine(0);
    out.append('}');
  }

  private void fields(YamlNode.Mapping mapping, int indent) {
    List<Map.Entry<String, YamlNode.Entry>> present =
        mapping.entries().entrySet().stream()
            .filter(field -> !field.getValue().value().isNull())
            .toList();
    each(
        present,
        indent,
        field -> {
          out.append(Quoted.json(field.getKey())).append(": ");
          value(field.getValue().value(), indent);
        });
  }

  private void value(YamlNode node, int indent) {
    if (node instanceof YamlNode.Scalar scalar) {
      out.append(ScalarText.json(scalar));
    } else if (node instanceof YamlNode.Mapping mapping) {
      out.append('{');
      fields(mapping, indent + 2);
      newLine(indent);
      out.append('}');
    } else if (node instanceof YamlNode.Sequence sequence) {
      out.append('[');
      each(sequence.items(), indent + 2, item -> value(item, indent + 2));
      newLine(indent);
      out.append(']');
    }
  }

  private <T> void each(Iterable<T> items, int indent, Consumer<T> write) {
    Iterator<T> iterator = items.iterator();
    while (iterator.hasNext()) {
      newLine(indent);
      write.accept(iterator.next());
      if (iterator.hasNext()) {
        out.append(',');
      }
    }
  }

  private void newLine(int indent) {
    out.append('\n').append(" ".repeat(indent));
  }
}
