package io.github.jbuild.engine;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.context.ContextEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A Dockerfile and programs that exist only in memory.
 *
 * @param text the Dockerfile
 * @param programs executable files by name
 */
record MemoryFiles(String text, Map<String, byte[]> programs)
    implements ContainerEngine.BuildFiles {

  @Override
  public List<ContextEntry> entries() {
    return List.of();
  }

  @Override
  public byte[] dockerfile() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String key() {
    return "memory";
  }

  @Override
  public void writeTar(OutputStream out) throws IOException {
    Map<String, byte[]> files = new TreeMap<>(programs);
    files.put("Dockerfile", dockerfile());
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        entry.setMode(0100755);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
  }
}
