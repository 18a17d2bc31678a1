package io.github.jbuild.plan;

import io.github.jbuild.core.Digest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Steps that fetch what is pinned. */
public sealed interface FetchStep extends Step {

  /**
   * Downloads a file and checks its hash.
   *
   * @param name what it is, such as {@code torch 2.8.0}
   * @param folder where it is put
   */
  record Download(Origin origin, String name, URI url, Digest sha256, String folder, String file)
      implements FetchStep {
    @Override
    public String title() {
      return "download " + name;
    }
  }

  /**
   * Downloads the key of a repository, checks it, and writes exactly that key to {@code
   * /keys/<name>.gpg}.
   *
   * @param sha256Hex hash of the file; null when it is pinned by fingerprint alone
   * @param fingerprint of the primary key; null when the file is pinned by hash alone
   */
  record FetchKey(
      Origin origin, String name, URI url, @Nullable String sha256Hex, @Nullable String fingerprint)
      implements FetchStep {
    @Override
    public String title() {
      return "fetch the key of " + name;
    }
  }

  /** Puts the certificates of the download program next to the keys. */
  record CollectCertificates(Origin origin) implements FetchStep {
    @Override
    public String title() {
      return "collect the certificates";
    }
  }

  /**
   * Fetches a commit and checks that it is the one, into {@code /archives/<name>.tar}.
   *
   * @param submodules whether submodules come with it, at the commits that it names
   */
  record FetchCommit(Origin origin, String name, URI url, String commit, boolean submodules)
      implements FetchStep {
    @Override
    public String title() {
      return "fetch " + name + " at " + commit;
    }
  }

  /**
   * Unpacks an archive of finished programs.
   *
   * @param archive its absolute path
   * @param strip leading folders of its paths that are cut off
   * @param folder where it is unpacked
   */
  record UnpackTool(Origin origin, String name, String archive, int strip, String folder)
      implements FetchStep {
    @Override
    public String title() {
      return "unpack " + name;
    }
  }
}
