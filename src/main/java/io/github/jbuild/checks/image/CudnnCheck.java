package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * cuDNN is whole, of one version, and new enough. Its libcudnn.so.9 is a small dispatcher that
 * opens seven others when it is used; neither ldd nor an import notices that they are missing.
 */
final class CudnnCheck implements ImageCheck {

  private static final String DISPATCHER = "libcudnn.so.9";
  private static final Pattern SONAME = Pattern.compile("libcudnn(?:_[a-z_]+)?\\.so\\.([0-9]+)");

  /** A file with its whole version; wheels name theirs as the SONAME. */
  private static final Pattern FILE =
      Pattern.compile("libcudnn(?:_[a-z_]+)?\\.so\\.([0-9]+\\.[0-9]+(?:\\.[0-9]+)*)");

  private static final Rule RULE =
      new Rule(
          "JB232",
          "cudnn",
          "cuDNN is complete, and of the version that the wheels need",
          "If a sub-library is missing, torch still imports and reports cuDNN; the first convolution fails, and"
              + " onnxruntime silently falls back to the CPU.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Found found = new Found(new TreeMap<>(), new TreeMap<>());
    image.elfFiles().forEach(found::look);
    List<String> users =
        image.elfFiles().stream()
            .filter(file -> file.elf().needed().contains(DISPATCHER))
            .map(ImageContext.Elf::path)
            .toList();
    if (found.paths().isEmpty() && users.isEmpty()) {
      return CheckResult.notApplicable(RULE, "nothing here uses cuDNN");
    }
    Verdict verdict = new Verdict(RULE);
    boolean nine =
        !users.isEmpty()
            || found.paths().keySet().stream().anyMatch(name -> name.endsWith(".so.9"));
    if (nine) {
      String near = found.paths().getOrDefault(DISPATCHER, users.isEmpty() ? null : users.get(0));
      for (String soname : expected.releases().library("cudnn", null).sonames()) {
        if (!found.paths().containsKey(soname)) {
          verdict.error(
              soname.equals(DISPATCHER)
                  ? soname + " is missing"
                  : soname + " is missing, which " + DISPATCHER + " opens when used",
              near,
              "libraries: {cudnn: {from: donor}} copies all of it");
        }
      }
    }
    found
        .versions()
        .forEach(
            (major, versions) -> {
              if (versions.size() > 1) {
                verdict.error(
                    "libraries of different versions of cuDNN "
                        + major
                        + " are in the image: "
                        + String.join(", ", versions.keySet()),
                    versions.firstEntry().getValue(),
                    "cuDNN does not work with a mix; remove those that do not belong");
              }
            });
    minor(verdict, expected, found);
    return verdict.result(found.shown());
  }

  /**
   * The libraries of cuDNN in an image.
   *
   * @param paths the first file of each SONAME
   * @param versions by major version, the full versions that file names show, each with a file
   */
  private record Found(
      Map<String, String> paths, TreeMap<String, TreeMap<String, String>> versions) {

    void look(ImageContext.Elf file) {
      String soname = file.elf().soname().orElse("");
      Matcher major = SONAME.matcher(soname);
      if (major.matches()) {
        paths.putIfAbsent(soname, file.path());
        Matcher name = FILE.matcher(Startup.baseName(file.path()));
        if (name.matches()) {
          versions
              .computeIfAbsent(major.group(1), m -> new TreeMap<>())
              .putIfAbsent(name.group(1), file.path());
        }
      }
    }

    String shown() {
      List<String> whole =
          versions.values().stream().flatMap(found -> found.keySet().stream()).toList();
      return Count.of(paths.size(), "library", "libraries")
          + (whole.isEmpty() ? "" : " of version " + String.join(", ", whole));
    }
  }

  /** The version that the profile takes from a donor or base; a newer minor is as good. */
  private static void minor(Verdict verdict, Expectations expected, Found found) {
    String wanted =
        expected
            .profile()
            .map(profile -> profile.libraries().get("cudnn"))
            .map(library -> library.versionOrNull())
            .orElse(null);
    if (wanted == null) {
      return;
    }
    List<Integer> need = numbers(wanted);
    String major = String.valueOf(need.get(0));
    // A base may keep another major: their files and SONAMEs differ.
    found.versions().entrySet().stream()
        .filter(here -> here.getKey().equals(major) || !found.versions().containsKey(major))
        .flatMap(here -> here.getValue().entrySet().stream())
        .forEach(
            version -> {
              List<Integer> have = numbers(version.getKey());
              boolean sameMajor = have.get(0).equals(need.get(0));
              boolean newEnough = need.size() < 2 || have.get(1) >= need.get(1);
              if (!sameMajor || !newEnough) {
                verdict.add(
                    Severity.ERROR,
                    "cuDNN "
                        + version.getKey()
                        + " is in the image, but the profile wants "
                        + wanted,
                    version.getValue(),
                    expected.place("libraries.cudnn.version"),
                    "a wheel needs the major version that it was built for, and at least its minor"
                        + " version");
              }
            });
  }

  private static List<Integer> numbers(String version) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : version.split("\\.", -1)) {
      numbers.add(part.matches("[0-9]{1,6}") ? Integer.parseInt(part) : 0);
    }
    return numbers;
  }
}
