package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Every ELF file is for aarch64. */
final class ElfMachineCheck implements ImageCheck {

  /** Numbers of System V ABI's registry for what never runs on the CPU: CUDA's GPUs, BPF. */
  private static final Map<Integer, String> ELSEWHERE = Map.of(190, "CUDA", 247, "BPF");

  private static final int AARCH64 = 183;
  private static final String FIRMWARE = "/lib/firmware/";

  /** Folders of what runs; elsewhere Debian's packages have boot loaders and tests of compilers. */
  private static final Pattern RUNS =
      Pattern.compile("/(usr/(local/)?)?s?bin/[^/]+|/(usr/)?lib/(aarch64-linux-gnu/)?[^/]+");

  /**
   * File names that say for which processor they are, as debugpy's {@code attach_linux_amd64.so}
   * does, which lies in its wheels for every processor. Not the tags of extension modules, such as
   * {@code .cpython-310-x86_64-linux-gnu.so}: Python looks for its own only.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?!.*-linux-gnu).*[_.-](amd64|x86_64|x86|x64|i[3-6]86|armv7|ppc64le|s390x)[_.-][^/]*");

  private static final Rule RULE =
      new Rule(
          "JB230",
          "elf-machine",
          "every program and library is for aarch64",
          "A wheel or archive for x86-64 is copied without complaint and fails on the device: \"wrong ELF"
              + " class\", \"exec format error\".");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Verdict verdict = new Verdict(RULE);
    Map<String, Integer> machines = new TreeMap<>();
    for (ImageContext.Elf file : image.elfFiles()) {
      int machine = file.elf().machine();
      machines.merge(file.elf().machineName(), 1, Integer::sum);
      boolean right = machine == AARCH64 && file.elf().bits() == 64;
      if (!right && !ELSEWHERE.containsKey(machine) && !isMeant(image, file.path())) {
        boolean named = NAMED.matcher(Startup.baseName(file.path())).matches();
        verdict.add(
            named ? Severity.NOTE : Severity.ERROR,
            "it is for "
                + file.elf().machineName()
                + (named ? ", as its name says" : ", not aarch64"),
            file.path(),
            null,
            named
                ? "nothing to do if a package contains one per architecture"
                : "install or copy the build for aarch64");
      }
    }
    image
        .malformedElf()
        .forEach(
            (path, problem) ->
                verdict.warning("it begins like an ELF file, but " + problem.reason(), path, ""));
    return image.elfFiles().isEmpty()
        ? CheckResult.notApplicable(RULE, "there are no ELF files")
        : verdict.result(machines.toString().replaceAll("[{}]", "").replace('=', ' ') + " files");
  }

  /** Whether a file is for another processor on purpose. */
  private static boolean isMeant(ImageContext image, String path) {
    return path.contains(FIRMWARE) || (image.fromDebian(path) && !RUNS.matcher(path).matches());
  }
}
