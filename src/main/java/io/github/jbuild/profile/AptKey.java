package io.github.jbuild.profile;

import io.github.jbuild.core.Digest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The OpenPGP key of a repository, pinned by at least one of hash and fingerprint.
 *
 * @param url where it is
 * @param sha256OrNull hash of the file
 * @param fingerprintOrNull the primary key's fingerprint, 40 upper-case hexadecimal digits (RFC
 *     4880, section 12.2)
 */
public record AptKey(URI url, @Nullable Digest sha256OrNull, @Nullable String fingerprintOrNull) {}
