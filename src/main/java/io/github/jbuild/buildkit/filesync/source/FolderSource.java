package io.github.jbuild.buildkit.filesync.source;

import io.github.jbuild.core.file.FileStat;
import io.github.jbuild.core.file.FileStat.Child;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * A folder as it is when the engine requests it. Sockets are left out; pipes and devices are
 * refused unless the filter hides them. Links are sent as links and never followed out of the
 * folder. Extended attributes are not sent.
 */
public final class FolderSource implements FileSource {

  /** Waiting for a slow disk takes no processor. */
  private static final int THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());

  private final Path root;

  /** The folder {@code root}; the last part of its path may be a link. */
  public FolderSource(Path root) {
    this.root = root;
  }

  @Override
  public List<SourceEntry> entries(EntryFilter filter) throws IOException {
    Selection selection = filter.in(new Links(root));
    ForkJoinPool pool = new ForkJoinPool(THREADS);
    try {
      return pool.invoke(FolderWalk.from(root, selection));
    } finally {
      pool.shutdownNow();
    }
  }

  private record Links(Path root) implements LinkTree {

    @Override
    public @Nullable String target(String path) throws IOException {
      try {
        Path file = root.resolve(path);
        return FileStat.of(file).isLink() ? FileStat.target(file) : null;
      } catch (NoSuchFileException | InvalidPathException e) {
        return null;
      } catch (IOException e) {
        if (isBelowAFile(e)) {
          return null;
        }
        throw e;
      }
    }

    @Override
    public List<String> names(String folder) throws IOException {
      try {
        return FileStat.list(root.resolve(folder)).stream().map(Child::name).toList();
      } catch (NoSuchFileException | NotDirectoryException | InvalidPathException e) {
        return List.of();
      }
    }

    private static boolean isBelowAFile(IOException e) {
      return e.getMessage() != null && e.getMessage().contains("Not a directory");
    }
  }
}
