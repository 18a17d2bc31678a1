package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The loader finds the libraries that the profile requests. */
final class ProfileLibrariesCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB233",
          "profile-libraries",
          "the loader finds the libraries that the profile requests",
          "torch opens CUPTI and cuDNN by name: a file without a symlink named after its SONAME,"
              + " or outside the loader's path, is not found.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Map<String, Profile.Library> libraries =
        expected.profile().map(Profile::libraries).orElse(Map.of());
    if (libraries.isEmpty()) {
      return CheckResult.notApplicable(RULE, "no profile requests libraries");
    }
    Verdict verdict = new Verdict(RULE);
    List<String> found = new ArrayList<>();
    for (String name : libraries.keySet()) {
      for (String soname : expected.sonames(name)) {
        if (image.loaderFinds(soname)) {
          found.add(soname);
        } else {
          verdict.add(
              Severity.ERROR,
              "the loader does not find " + soname,
              null,
              expected.place("libraries." + name),
              "run ldconfig after copying the library, with its directory in /etc/ld.so.conf.d");
        }
      }
    }
    return verdict.result(String.join(", ", found));
  }
}
