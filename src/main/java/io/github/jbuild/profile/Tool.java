package io.github.jbuild.profile;

import io.github.jbuild.core.Digest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A program that comes as an archive of finished files, for the stages that compile or install.
 *
 * @param version its version
 * @param url the archive (tar, any compression that tar knows)
 * @param sha256 its hash
 * @param strip leading folders of the archive's paths that are cut off
 * @param to absolute folder that it is unpacked into
 * @param checkOrNull a command that proves it
 */
public record Tool(
    String version,
    URI url,
    Digest sha256,
    int strip,
    String to,
    Profile.@Nullable Check checkOrNull) {}
