package io.github.jbuild.profile.decode;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.Quoted;
import io.github.jbuild.profile.AptKey;
import io.github.jbuild.profile.AptRepository;
import io.github.jbuild.profile.Profile.Apt;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Debian package names and versions (Debian Policy, sections 5.6.1 and 5.6.12). */
final class AptParsers {

  private static final String NAME = "[a-z0-9][a-z0-9+.-]+";
  private static final String HINT =
      "use lower-case letters, digits, +, - and dots, and at least two characters";

  static final ValueParser<String> PACKAGE = ValueParser.matching(NAME, "a Debian package", HINT);

  private static final ValueParser<String> PACKAGE_AND_VERSION =
      ValueParser.matching(
          NAME + "(?:=[0-9][A-Za-z0-9.+:~-]*)?",
          "a Debian package",
          HINT + "; =version may follow");

  private static final ValueParser<String> SUITE =
      ValueParser.matching(
              "/|[A-Za-z0-9][A-Za-z0-9._/+-]*",
              "a suite or component of a Debian repository",
              "write it as r36.4, main, or / for a flat repository")
          .takingNumbers();

  private static final ValueParser<String> FINGERPRINT =
      ValueParser.of(
              "",
              text -> {
                String digits = text.replace(" ", "").toUpperCase(Locale.ROOT);
                if (!digits.matches("[0-9A-F]{40}")) {
                  throw BadValue.of(
                      Quoted.of(text) + " is not the fingerprint of a key",
                      "write 40 hexadecimal digits, as gpg --show-keys prints them");
                }
                return digits;
              })
          .takingNumbers();

  private AptParsers() {}

  static Apt read(Fields fields) {
    return new Apt(
        fields.sections("repositories", SourceDecoder.NAME, AptParsers::repository),
        fields.list("build", PACKAGE_AND_VERSION),
        fields.list("runtime", PACKAGE_AND_VERSION),
        fields.list("remove", PACKAGE));
  }

  private static AptRepository repository(Fields fields) {
    URI url = fields.required("url", ValueParsers.URL);
    String suite = fields.required("suite", SUITE);
    List<String> components = fields.list("components", SUITE);
    if (suite.endsWith("/") != components.isEmpty()) {
      fields.problem(
          "suite",
          suite.endsWith("/")
              ? "a suite that ends in / has no components"
              : "a suite has components, such as main",
          "write suite: / for a flat repository, or components: [main]");
    }
    return new AptRepository(
        url, suite, components, fields.requiredSection("key", AptParsers::key));
  }

  private static AptKey key(Fields fields) {
    URI url = fields.required("url", ValueParsers.URL);
    @Nullable Digest sha256 = fields.optional("sha256", ValueParsers.SHA256);
    @Nullable String fingerprint = fields.optional("fingerprint", FINGERPRINT);
    if (sha256 == null && fingerprint == null) {
      fields.problem(
          "url",
          "the key is not pinned",
          "add its fingerprint, which gpg --show-keys prints, or its sha256");
    }
    return new AptKey(url, sha256, fingerprint);
  }
}
