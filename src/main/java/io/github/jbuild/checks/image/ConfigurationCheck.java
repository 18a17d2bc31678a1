package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.image.ImageConfig;
import io.github.jbuild.profile.Profile;
import java.util.List;
import java.util.Map;

/** The image's configuration is the profile's. */
final class ConfigurationCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB215",
          "configuration",
          "environment, command and labels match the profile",
          "An image built from an older profile, or committed manually, starts something else.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    if (expected.profile().isEmpty()) {
      return CheckResult.notApplicable(RULE, "no profile to compare with");
    }
    Profile.App app = expected.profile().get().app();
    ImageConfig config = image.config();
    Verdict verdict = new Verdict(RULE);
    Comparison compare = new Comparison(verdict, expected);
    compare.entries("app.env", app.env(), config.env());
    compare.entries("image.labels", expected.profile().get().image().labels(), config.labels());
    if (!app.entrypoint().isEmpty()) {
      compare.command("app.entrypoint", app.entrypoint(), config.entrypoint());
    }
    if (!app.command().isEmpty()) {
      compare.command("app.command", app.command(), config.command());
    }
    if (app.workdirOrNull() != null) {
      compare.value("app.workdir", app.workdirOrNull(), config.workdir());
    }
    if (app.stopSignalOrNull() != null) {
      String signal = config.stopSignal();
      compare.value("app.stop-signal", app.stopSignalOrNull(), signal.isEmpty() ? "none" : signal);
    }
    for (String volume : app.volumes()) {
      if (!config.volumes().contains(volume)) {
        compare.differs("app.volumes", volume, config.volumes());
      }
    }
    for (String port : app.expose()) {
      String full = port.contains("/") ? port : port + "/tcp";
      if (!config.exposed().contains(full)) {
        compare.differs("app.expose", full, config.exposed());
      }
    }
    return verdict.result("as profile " + expected.profile().get().name() + " says");
  }

  /** Compares one value after the other. */
  private record Comparison(Verdict verdict, Expectations expected) {

    void entries(String field, Map<String, String> wanted, Map<String, String> found) {
      wanted.forEach(
          (name, value) -> {
            if (!value.equals(found.get(name))) {
              boolean there = found.containsKey(name);
              add(
                  field + "." + name,
                  there ? name + " has a different value" : name + " is not set in the image");
            }
          });
    }

    void command(String field, List<String> wanted, List<String> found) {
      if (!wanted.equals(found)) {
        differs(field, Startup.shown(wanted), Startup.shown(found));
      }
    }

    void value(String field, Object wanted, Object found) {
      if (!wanted.equals(found)) {
        differs(field, wanted, found);
      }
    }

    void differs(String field, Object wanted, Object found) {
      add(field, field + " is " + wanted + " in the profile and " + found + " in the image");
    }

    private void add(String field, String message) {
      verdict.add(
          Severity.ERROR,
          message,
          null,
          expected.place(field),
          "build the image from this profile");
    }
  }
}
