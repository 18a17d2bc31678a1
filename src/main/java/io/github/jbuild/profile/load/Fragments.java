package io.github.jbuild.profile.load;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the fragments that a profile names under {@code use}. */
final class Fragments {

  /** The key of a profile that lists them. */
  static final String KEY = "use";

  /** What a fragment cannot say: it must fit every profile, and cannot lead to another document. */
  private static final List<String> FOREIGN = List.of("profile", "extends", KEY, "l4t", "base");

  private static final String NAME = Catalogue.FRAGMENTS.word();
  private static final String DESCRIPTION = "description";

  private final ProfileFinder finder;
  private final Function<ProfileSource, YamlNode.Mapping> reader;

  /**
   * @param reader reads the text of a source
   */
  Fragments(ProfileFinder finder, Function<ProfileSource, YamlNode.Mapping> reader) {
    this.finder = finder;
    this.reader = reader;
  }

  /** What the fragments of a document say together, the later over the earlier. */
  YamlNode.Mapping usedBy(YamlNode.Mapping document, ProfileSource source) {
    YamlNode.Mapping merged = new YamlNode.Mapping(Map.of(), document.span());
    YamlNode.@Nullable Entry use = document.entries().get(KEY);
    if (use == null || use.value().isNull()) {
      return merged;
    }
    if (!(use.value() instanceof YamlNode.Sequence list)) {
      throw error("use: expected a list, found " + use.value().describe(), use.value().span())
          .hint("write [" + Catalogue.FRAGMENTS.builtIn().get(0) + "]");
    }
    for (YamlNode item : list.items()) {
      if (!(item instanceof YamlNode.Scalar name) || name.isNull()) {
        throw error("use: expected a fragment's name, found " + item.describe(), item.span());
      }
      merged = DocumentOverlay.lay(merged, content(read(find(name, source), name.text())));
    }
    return merged;
  }

  private ProfileSource find(YamlNode.Scalar name, ProfileSource source) {
    try {
      ProfileSource fragment = finder.findParent(name.text(), source);
      fragment.requireReadable();
      return fragment;
    } catch (JbuildException e) {
      throw e.at(name.span());
    }
  }

  /**
   * The text of a fragment.
   *
   * @param wanted the name or path that it was looked for by
   */
  YamlNode.Mapping read(ProfileSource source, String wanted) {
    YamlNode.Mapping document = reader.apply(source);
    YamlNode.@Nullable Entry name = document.entries().get(NAME);
    if (name == null || !(name.value() instanceof YamlNode.Scalar text) || text.isNull()) {
      SourceSpan place = name == null ? document.span() : name.keySpan();
      throw error("fragment is missing", place).hint("begin with \"fragment: <name>\"");
    }
    if (!ProfileSelection.isPath(wanted) && !text.text().equals(wanted)) {
      throw error(
              "the fragment in the file " + wanted + " is named " + Quoted.of(text.text()),
              text.span())
          .hint("give file and fragment the same name");
    }
    for (String key : FOREIGN) {
      YamlNode.@Nullable Entry entry = document.entries().get(key);
      if (entry != null) {
        throw error("a fragment cannot set " + Quoted.of(key), entry.keySpan())
            .hint("set it in the profile that uses the fragment");
      }
    }
    return document;
  }

  /** What a fragment adds to a profile. */
  static YamlNode.Mapping content(YamlNode.Mapping fragment) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(fragment.entries());
    entries.remove(NAME);
    entries.remove(DESCRIPTION);
    return new YamlNode.Mapping(entries, fragment.span());
  }

  private static JbuildException error(String message, SourceSpan place) {
    return JbuildException.of(JbuildException.Kind.INVALID_INPUT, message).at(place);
  }
}
