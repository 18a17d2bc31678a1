package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.profile.Profile;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The loader searches the folders that libraries are put into. */
final class LoaderPathCheck implements PlanCheck {

  /** What Ubuntu's loader searches (ld.so(8) and /etc/ld.so.conf.d of Ubuntu 20.04 to 24.04). */
  private static final Set<String> OWN =
      Set.of(
          "/lib",
          "/usr/lib",
          "/lib/aarch64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/local/lib",
          "/usr/local/lib/aarch64-linux-gnu");

  /** What NVIDIA's images add (roboflow/inference, Dockerfile.onnx.jetson.6.2.0). */
  private static final Set<String> OF_NVIDIA =
      Set.of(
          "/usr/local/cuda/lib64",
          "/usr/lib/aarch64-linux-gnu/tegra",
          "/usr/lib/aarch64-linux-gnu/tegra-egl",
          "/usr/lib/aarch64-linux-gnu/nvidia");

  private static final Rule RULE =
      new Rule(
          "JB120",
          "loader-path",
          "the loader searches the directories of libraries",
          "A library in a directory that is in neither ld.so.conf nor LD_LIBRARY_PATH exists but is not found.",
          new Rule.Guide(
              "Error.",
              """
              donor:
                copy:
                  - from: /opt/mine/lib/libmine.so.1
                    to: /opt/mine/lib/
              """,
              "Add the directory to loader: {paths: [...]}."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    Map<String, Sourced<String>> folders = folders(plan);
    if (folders.isEmpty()) {
      return CheckResult.notApplicable(RULE, "the profile adds no libraries");
    }
    Set<String> searched = searched(plan);
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    folders.forEach(
        (field, folder) -> {
          if (!searched.contains(trimmed(folder.value()))) {
            verdict.add(
                Severity.ERROR,
                field,
                "the loader does not search " + folder.value(),
                folder.evidence(),
                "loader: {paths: [" + folder.value() + "]}");
          }
        });
    return verdict.result(
        String.join(", ", new TreeSet<>(folders.values().stream().map(Sourced::value).toList())));
  }

  /** The folders of libraries, by the field that fills them. */
  private static Map<String, Sourced<String>> folders(PlanContext plan) {
    Map<String, Sourced<String>> folders = new LinkedHashMap<>();
    Profile profile = plan.profile();
    profile
        .libraries()
        .forEach(
            (name, library) -> {
              if (library.toOrNull() != null) {
                folders.put(
                    "libraries." + name, new Sourced<>(library.toOrNull(), Evidence.PROFILE));
              }
            });
    List<Profile.Copy> copies =
        profile.donorOrNull() == null ? List.of() : profile.donorOrNull().copy();
    for (int i = 0; i < copies.size(); i++) {
      if (copies.get(i).from().stream().anyMatch(from -> from.matches(".*/lib[^/]*\\.so[^/]*"))) {
        String to = copies.get(i).to();
        String folder = to.matches(".*\\.so[^/]*") ? to.substring(0, to.lastIndexOf('/')) : to;
        folders.put("donor.copy[" + i + "]", new Sourced<>(folder, Evidence.PROFILE));
      }
    }
    for (int i = 0; i < profile.apt().runtime().size(); i++) {
      String field = "apt.runtime[" + i + "]";
      String name = profile.apt().runtime().get(i).split("=", 2)[0];
      plan.facts()
          .facts()
          .aptPackage(name, plan.l4t().l4t())
          .ifPresent(
              row -> {
                if (row.loaderPathOrNull() != null) {
                  folders.put(field, new Sourced<>(row.loaderPathOrNull(), Evidence.of(row)));
                }
              });
    }
    return folders;
  }

  private static Set<String> searched(PlanContext plan) {
    Profile profile = plan.profile();
    Set<String> searched = new HashSet<>(OWN);
    if (profile.base().family() != Profile.Family.UBUNTU) {
      searched.addAll(OF_NVIDIA);
    }
    plan.family().loaderPaths().forEach(path -> searched.add(trimmed(path)));
    profile.loaderPaths().forEach(path -> searched.add(trimmed(path)));
    for (String path : profile.app().env().getOrDefault("LD_LIBRARY_PATH", "").split(":", -1)) {
      searched.add(trimmed(path));
    }
    return searched;
  }

  private static String trimmed(String folder) {
    return folder.length() > 1 && folder.endsWith("/")
        ? folder.substring(0, folder.length() - 1)
        : folder;
  }
}
