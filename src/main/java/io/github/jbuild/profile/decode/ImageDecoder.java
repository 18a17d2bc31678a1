package io.github.jbuild.profile.decode;

import io.github.jbuild.profile.Profile.ImageSettings;

/** Reads {@code image}. */
final class ImageDecoder {

  private static final ValueParser<String> LABEL =
      ValueParser.matching(
          "[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?",
          "a valid label name",
          "use names such as org.opencontainers.image.source");

  private ImageDecoder() {}

  static ImageSettings read(Fields fields) {
    return new ImageSettings(
        fields.list("tags", ValueParsers.TAG), fields.scalars("labels", LABEL, ValueParsers.VALUE));
  }
}
