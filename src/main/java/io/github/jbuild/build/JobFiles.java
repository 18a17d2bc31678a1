package io.github.jbuild.build;

import io.github.jbuild.context.BuildContext;
import io.github.jbuild.context.ContextEntry;
import io.github.jbuild.context.ContextTar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The files of a job.
 *
 * @param context what the profile names
 * @param dockerfilePath where the Dockerfile is in a tar stream
 * @param text the Dockerfile
 * @param key the same for each build of one profile in one folder on one machine
 */
record JobFiles(BuildContext context, String dockerfilePath, String text, String key)
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
        context, ContextTar.dockerfile(context, dockerfilePath, dockerfile()), out, written -> {});
  }
}
