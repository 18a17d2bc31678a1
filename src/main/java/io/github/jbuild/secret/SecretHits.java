package io.github.jbuild.secret;

import java.util.List;

/** What was found in one file; never empty. */
public record SecretHits(List<SecretHit> hits) {

  public SecretHits {
    hits = List.copyOf(hits);
  }
}
