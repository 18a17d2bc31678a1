package io.github.jbuild.profile.load;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.yaml.YamlNode;
import io.github.jbuild.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one profile with everything that it extends and every overlay into one document. */
final class ProfileReader {

  private static final int MAX_PARENTS = 10;

  private static final List<String> ORDER =
      List.of(
          "profile",
          "description",
          "l4t",
          "base",
          "donor",
          "libraries",
          "loader",
          "apt",
          "tools",
          "sources",
          "python",
          "app",
          "image",
          "expect",
          "raw",
          "reasons",
          "ignore");

  private final ProfileFinder finder;
  private final Fragments fragments;
  private final Map<String, Path> folders = new HashMap<>();

  /**
   * @param workingFolder what paths in {@code --set} arguments start from
   */
  ProfileReader(ProfileFinder finder, ProfileFinder fragments, Path workingFolder) {
    this.finder = finder;
    this.fragments = new Fragments(fragments, this::mapping);
    folders.put(SetArgument.FILE, workingFolder);
  }

  /** The folder that paths written in a file start from. */
  Path folderOf(String file) {
    @Nullable Path folder = folders.get(file);
    if (folder == null) {
      throw new IllegalArgumentException("nothing was read from " + file);
    }
    return folder;
  }

  /** The text of a fragment, by name or path, as it was written. */
  YamlNode.Mapping readFragment(ProfileSource source, String name) {
    return fragments.read(source, name);
  }

  /**
   * The merged document, without {@code extends} and {@code use}.
   *
   * @throws JbuildException of kind {@code INVALID_INPUT} if a text cannot be found or read
   */
  YamlNode.Mapping read(ProfileSelection selection) {
    ProfileSource source = finder.find(selection.profile());
    YamlNode.Mapping document = withParents(source, new ArrayList<>());
    if (!ProfileSelection.isPath(selection.profile())) {
      checkName(document, selection.profile());
    }
    for (Path overlay : selection.overlays()) {
      YamlNode.Mapping over = overlay(finder.file(overlay.toString()));
      document = DocumentOverlay.lay(document, over);
    }
    for (String set : selection.sets()) {
      document = DocumentOverlay.withoutOrphans(document, SetArgument.parse(set).applyTo(document));
      refuseLinks(document, "--set");
    }
    return inOrder(document);
  }

  /** The same, its fields in the order in which profiles are written. */
  private static YamlNode.Mapping inOrder(YamlNode.Mapping document) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    for (String field : ORDER) {
      YamlNode.@Nullable Entry entry = document.entries().get(field);
      if (entry != null) {
        entries.put(field, entry);
      }
    }
    document.entries().forEach(entries::putIfAbsent);
    return new YamlNode.Mapping(entries, document.span());
  }

  private YamlNode.Mapping withParents(ProfileSource source, List<ProfileSource> children) {
    YamlNode.Mapping document = mapping(source);
    refuseFragment(document);
    YamlNode.@Nullable Entry parent = document.entries().get("extends");
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(document.entries());
    entries.remove("extends");
    entries.remove(Fragments.KEY);
    YamlNode.Mapping own = new YamlNode.Mapping(entries, document.span());
    YamlNode.Mapping used = fragments.usedBy(document, source);
    if (parent == null || parent.value().isNull()) {
      return DocumentOverlay.lay(used, own);
    }
    if (!(parent.value() instanceof YamlNode.Scalar name)) {
      throw error(
          "extends: expected the name or path of one profile, found " + parent.value().describe(),
          parent.value().span());
    }
    children.add(source);
    YamlNode.Mapping base = withParents(parent(name, source, children), children);
    Map<String, YamlNode.Entry> inherited = new LinkedHashMap<>(base.entries());
    inherited.remove("profile");
    return DocumentOverlay.lay(
        DocumentOverlay.lay(new YamlNode.Mapping(inherited, own.span()), used), own);
  }

  private ProfileSource parent(
      YamlNode.Scalar name, ProfileSource child, List<ProfileSource> children) {
    ProfileSource parent;
    try {
      parent = finder.findParent(name.text(), child);
      parent.requireReadable();
    } catch (JbuildException e) {
      throw e.at(name.span());
    }
    List<String> chain = new ArrayList<>(children.stream().map(ProfileSource::file).toList());
    chain.add(parent.file());
    if (children.stream().anyMatch(known -> known.identity().equals(parent.identity()))) {
      throw error("extends forms a loop: " + String.join(" -> ", chain), name.span());
    }
    if (children.size() > MAX_PARENTS) {
      throw error(
          "more than " + MAX_PARENTS + " profiles extend each other: " + String.join(" -> ", chain),
          name.span());
    }
    return parent;
  }

  private YamlNode.Mapping overlay(ProfileSource source) {
    YamlNode.Mapping document = mapping(source);
    refuseLinks(document, "an overlay");
    return document;
  }

  private static void refuseLinks(YamlNode.Mapping document, String what) {
    for (String key : List.of("extends", Fragments.KEY)) {
      YamlNode.@Nullable Entry entry = document.entries().get(key);
      if (entry != null) {
        throw error(what + " cannot use " + Quoted.of(key), entry.keySpan())
            .hint(
                key.equals(Fragments.KEY)
                    ? "use the fragment in the profile"
                    : "give --overlay several times");
      }
    }
  }

  private static void refuseFragment(YamlNode.Mapping document) {
    YamlNode.@Nullable Entry entry = document.entries().get(Catalogue.FRAGMENTS.word());
    if (entry != null && !document.entries().containsKey(Catalogue.PROFILES.word())) {
      throw error("this is a fragment, not a profile", entry.keySpan())
          .hint("use it in a profile: use: [" + nameIn(entry) + "]");
    }
  }

  private static String nameIn(YamlNode.Entry entry) {
    return entry.value() instanceof YamlNode.Scalar name ? Quoted.shortened(name.text()) : "NAME";
  }

  private YamlNode.Mapping mapping(ProfileSource source) {
    folders.put(source.file(), source.folder());
    String text = source.text();
    @Nullable YamlNode root = YamlReader.read(source.file(), text).orElse(null);
    if (root instanceof YamlNode.Mapping mapping) {
      return FormerKeys.renamed(mapping);
    }
    SourceSpan start = root == null ? SourceSpan.ofWhole(source.file(), "") : root.span();
    throw error(
            root == null ? "the file is empty" : "a profile must be a map, not " + root.describe(),
            start)
        .hint("begin with \"profile: <name>\"");
  }

  private static void checkName(YamlNode.Mapping document, String wanted) {
    YamlNode.@Nullable Entry entry = document.entries().get("profile");
    if (entry != null
        && entry.value() instanceof YamlNode.Scalar name
        && !name.text().equals(wanted)) {
      throw error(
              "the profile in the file " + wanted + " is named " + Quoted.of(name.text()),
              name.span())
          .hint("give file and profile the same name");
    }
  }

  private static JbuildException error(String message, SourceSpan place) {
    return JbuildException.of(JbuildException.Kind.INVALID_INPUT, message).at(place);
  }
}
