package io.github.jbuild.buildkit.content;

import com.google.protobuf.Timestamp;
import io.github.jbuild.buildkit.proto.content.Info;
import io.github.jbuild.core.Digest;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * A blob that is whole.
 *
 * @param size in bytes
 */
record Blob(Digest digest, Path file, long size, FileTime modified) {

  Info info() {
    return Info.newBuilder()
        .setDigest(digest.toString())
        .setSize(size)
        .setCreatedAt(timestamp(modified))
        .setUpdatedAt(timestamp(modified))
        .build();
  }

  static Timestamp timestamp(FileTime time) {
    Instant instant = time.toInstant();
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
