package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The loader finds the libraries that the profile asks for. */
final class ProfileLibrariesCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB233",
          "profile-libraries",
          "the loader finds the libraries that the profile asks for",
          "torch opens CUPTI and cuDNN by their names: a file that is there without a link of its SONAME,"
              + " or beside the loader's path, is not found.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageUnderTest image, Expectations expected) {
    Map<String, Profile.Library> libraries =
        expected.profile().map(Profile::libraries).orElse(Map.of());
    if (libraries.isEmpty()) {
      return CheckResult.notApplicable(RULE, "no profile asks for libraries");
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
              "ldconfig must run after the library is copied, with its folder in /etc/ld.so.conf.d");
        }
      }
    }
    return verdict.result(String.join(", ", found));
  }
}
