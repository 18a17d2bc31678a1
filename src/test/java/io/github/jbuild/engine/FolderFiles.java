package io.github.jbuild.engine;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.context.BuildContext;
import io.github.jbuild.context.ContextEntry;
import io.github.jbuild.context.ContextTar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A Dockerfile beside a folder of real files.
 *
 * @param text the Dockerfile
 * @param key tells this context from others
 */
record FolderFiles(BuildContext context, String text, String key)
    implements ContainerEngine.BuildFiles {

  @Override
  public List<ContextEntry> entries() {
    return context.entries();
  }

  @Override
  public byte[] dockerfile() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void writeTar(OutputStream out) throws IOException {
    ContextTar.write(
        context, ContextTar.dockerfile(context, "Dockerfile", dockerfile()), out, written -> {});
  }
}
