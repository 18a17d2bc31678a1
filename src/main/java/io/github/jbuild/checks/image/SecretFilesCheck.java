package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.Layer;
import io.github.jbuild.secret.SecretHit;
import io.github.jbuild.secret.SecretHits;
import java.util.List;
import java.util.Optional;

/** No file of any layer holds a secret, not even one that is deleted later. */
final class SecretFilesCheck implements ImageCheck {

  /** Files whose name says that they hold credentials. */
  private static final List<String> NAMES =
      List.of(
          "/.netrc",
          "/.pypirc",
          "/.git-credentials",
          "/.docker/config.json",
          "/.aws/credentials",
          "/.kube/config",
          "/.ssh/id_rsa",
          "/.ssh/id_ecdsa",
          "/.ssh/id_ed25519",
          "/.cache/huggingface/token",
          "/.ngc/config",
          "/etc/apt/auth.conf");

  private static final Rule RULE =
      new Rule(
          "JB213",
          "secret-files",
          "no file in any layer contains a secret",
          "Anyone who has the image can read a layer, including files in it that a later layer"
              + " deletes.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Verdict verdict = new Verdict(RULE);
    int files = 0;
    for (Layer layer : image.image().layers()) {
      for (FileEntry file : layer.entries()) {
        if (file.isFile()) {
          files++;
          secret(image, file)
              .ifPresent(
                  what ->
                      verdict.error(
                          "layer " + (layer.index() + 1) + " contains " + what,
                          file.path(),
                          "revoke the secret, and pass the new one as a BuildKit secret"));
        }
      }
    }
    return verdict.result(
        Count.of(files, "file") + " in " + Count.of(image.image().layers().size(), "layer"));
  }

  private static Optional<String> secret(ImageContext image, FileEntry file) {
    boolean named = file.size() > 0 && NAMES.stream().anyMatch(file.path()::endsWith);
    Optional<SecretHit> hit =
        file.content()
            .flatMap(content -> content.seen(SecretHits.class))
            .map(hits -> hits.hits().get(0));
    // What a published package ships is known to everybody: keys of test suites, examples.
    if ((!named && hit.isEmpty()) || image.packaged(file)) {
      return Optional.empty();
    }
    return hit.map(found -> found.kind() + " in line " + found.line())
        .or(() -> Optional.of("a credentials file"));
  }
}
