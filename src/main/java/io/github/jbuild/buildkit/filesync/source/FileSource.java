package io.github.jbuild.buildkit.filesync.source;

import java.io.IOException;
import java.util.List;

/** A tree of files that a build may request by the name of its folder. */
public interface FileSource {

  /**
   * What the tree holds now. May be called several times in a build, and from several threads at
   * once.
   *
   * @param filter what the engine wants to see of it
   * @return entries in the order of {@link io.github.jbuild.core.pattern.GoPath#compare}, each
   *     after the folders that it lies in
   * @throws IOException if the tree cannot be read
   * @throws io.github.jbuild.core.JbuildException if something in the tree cannot be sent, or a
   *     pattern of the filter is invalid
   */
  List<SourceEntry> entries(EntryFilter filter) throws IOException;
}
