package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.image.elf.ElfFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * cuDNN is whole, of one version, and new enough. Its libcudnn.so.9 is a small dispatcher that
 * opens seven others when it is used; neither ldd nor an import notices that they are missing.
 */
final class CudnnCheck implements ImageCheck {

  private static final Pattern FILE =
      Pattern.compile("(libcudnn(?:_[a-z_]+)?)\\.so\\.([0-9]+)(\\.[0-9]+)?(\\.[0-9]+)?");

  private static final Rule RULE =
      new Rule(
          "JB232",
          "cudnn",
          "cuDNN is whole, and of the version that the wheels need",
          "Without a sub-library torch imports and reports cuDNN; the first convolution fails, and"
              + " onnxruntime falls back to the CPU in silence.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageUnderTest image, Expectations expected) {
    Map<String, String> versions = new TreeMap<>();
    Map<String, String> paths = new TreeMap<>();
    for (ImageUnderTest.Elf file : image.elfFiles()) {
      look(file, versions, paths);
    }
    List<ImageUnderTest.Elf> users =
        image.elfFiles().stream()
            .filter(
                file -> file.elf().needed().stream().anyMatch(n -> n.startsWith("libcudnn.so.")))
            .toList();
    if (versions.isEmpty() && users.isEmpty()) {
      return CheckResult.notApplicable(RULE, "nothing here uses cuDNN");
    }
    Verdict verdict = new Verdict(RULE);
    List<String> wanted = expected.releases().library("cudnn", null).sonames();
    if (versions.keySet().stream().anyMatch(soname -> soname.equals("libcudnn.so.9"))) {
      for (String soname : wanted) {
        if (!versions.containsKey(soname)) {
          verdict.error(
              soname + " is missing, which libcudnn.so.9 opens when it is used",
              paths.get("libcudnn.so.9"),
              "libraries: {cudnn: {from: donor}} copies all of it");
        }
      }
    }
    TreeSet<String> different = new TreeSet<>(versions.values());
    if (different.size() > 1) {
      verdict.error(
          "libraries of several versions of cuDNN are here: " + versions,
          null,
          "cuDNN refuses to mix them; remove the ones that do not belong");
    }
    minor(verdict, expected, versions, paths);
    return verdict.result(
        versions.isEmpty()
            ? users.size() + " libraries use cuDNN"
            : versions.size() + " libraries of version " + String.join(", ", different));
  }

  private static void look(
      ImageUnderTest.Elf file, Map<String, String> versions, Map<String, String> paths) {
    ElfFile elf = file.elf();
    String soname = elf.soname().orElse("");
    if (soname.startsWith("libcudnn")) {
      Matcher name = FILE.matcher(file.path().substring(file.path().lastIndexOf('/') + 1));
      boolean whole = name.matches() && name.group(3) != null;
      String version =
          whole ? name.group(2) + name.group(3) + (name.group(4) == null ? "" : name.group(4)) : "";
      versions.merge(soname, version, (a, b) -> a.length() >= b.length() ? a : b);
      paths.putIfAbsent(soname, file.path());
    }
  }

  /** The version that the profile takes from a donor or base; a newer minor is as good. */
  private static void minor(
      Verdict verdict,
      Expectations expected,
      Map<String, String> versions,
      Map<String, String> paths) {
    String wanted =
        expected
            .profile()
            .map(profile -> profile.libraries().get("cudnn"))
            .map(library -> library.versionOrNull())
            .orElse(null);
    String found = versions.get("libcudnn.so.9");
    if (wanted == null || found == null || found.isEmpty()) {
      return;
    }
    List<Integer> have = numbers(found);
    List<Integer> need = numbers(wanted);
    boolean sameMajor = have.get(0).equals(need.get(0));
    boolean newEnough = need.size() < 2 || have.get(1) >= need.get(1);
    if (!sameMajor || !newEnough) {
      verdict.add(
          Severity.ERROR,
          "cuDNN " + found + " is here, and the profile wants " + wanted,
          paths.get("libcudnn.so.9"),
          expected.place("libraries.cudnn.version"),
          "a wheel needs the major version that it was built for, and at least its minor one");
    }
  }

  private static List<Integer> numbers(String version) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : version.split("\\.", -1)) {
      numbers.add(part.length() > 6 || part.isEmpty() ? 0 : Integer.parseInt(part));
    }
    return numbers;
  }
}
