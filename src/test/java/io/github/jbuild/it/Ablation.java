package io.github.jbuild.it;

import io.github.jbuild.plan.Plan;
import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Takes each apt package, library and wheel out of cuda-base in turn and shows whether the image
 * then fails: proof that the profile names nothing in vain and that the stand-in bases bring no
 * more than the real ones. As a program it tries everything, prints a Markdown table and exits 1
 * when an image works all the same.
 */
public final class Ablation {

  /**
   * What the application would do first: import, make a cuDNN handle, read a raster, start under
   * its init.
   */
  private static final String SMOKE =
      """
      python3 -c 'import ctypes, numpy, onnxruntime, torch, torchvision
      assert torch.version.cuda == "12.6", "torch has no CUDA"
      handle = ctypes.c_void_p()
      status = ctypes.CDLL("libcudnn.so.9").cudnnCreate(ctypes.byref(handle))
      assert status == 0, "cudnnCreate: status %d" % status'
      gdalinfo --version
      tini --version
      """;

  private static final String TAG = "jbuild-it:ablation";

  private Ablation() {}

  /**
   * What came of taking something out.
   *
   * @param fails whether the build or the image failed
   * @param how the last line that says so
   */
  record Verdict(String what, boolean fails, String how) {}

  /** Everything that can be taken out, with what the command line says to do so. */
  static Map<String, String> candidates() {
    Plan plan = TestBed.plan("cuda-base");
    Profile profile = plan.profile();
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : profile.apt().build()) {
      settings.put("apt.build " + name, "apt.build=" + without(profile.apt().build(), name));
    }
    for (String name : profile.apt().runtime()) {
      settings.put("apt.runtime " + name, "apt.runtime=" + without(profile.apt().runtime(), name));
    }
    profile
        .libraries()
        .keySet()
        .forEach(name -> settings.put("libraries " + name, "libraries." + name + "=null"));
    profile
        .python()
        .wheels()
        .keySet()
        .forEach(name -> settings.put("python.wheels " + name, "python.wheels." + name + "=null"));
    return settings;
  }

  /** Builds without one of {@link #candidates()} and tries the image. */
  static Verdict tryWithout(String what, String setting) {
    CommandResult built = TestBed.build("cuda-base", TAG, "--set", setting);
    if (built.code() != 0) {
      return new Verdict(what, true, "build: " + reason(built.err()));
    }
    return verdict(what, TestBed.shell(TAG, SMOKE));
  }

  /** Tries the finished image without one of the donor's library files. */
  static Verdict tryWithoutFile(String image, String file) {
    return verdict(file, TestBed.shell(image, "rm " + file + "\nldconfig\n" + SMOKE));
  }

  /** Tries an image as it is. */
  static Verdict tryWhole(String image) {
    return verdict("nothing", TestBed.shell(image, SMOKE));
  }

  /** The library files that the image has from the donor. */
  static List<String> libraryFiles(String image) {
    return TestBed.shell(
            image,
            "find /usr/lib/aarch64-linux-gnu/ /usr/local/cuda/lib64/ -maxdepth 1 -type f"
                + " '(' -name 'libcudnn*' -o -name 'libcupti*' ')' | sort")
        .succeeds()
        .out()
        .lines()
        .toList();
  }

  private static Verdict verdict(String what, CommandResult tried) {
    return new Verdict(
        what, tried.code() != 0, tried.code() == 0 ? "works" : "image: " + reason(tried.err()));
  }

  private static String reason(String text) {
    List<String> lines =
        text.lines().map(String::strip).filter(Predicate.not(String::isEmpty)).toList();
    return lines.stream()
        .filter(
            line -> line.matches("(?i).*(error|no such|not found|cannot|could not|status \\d).*"))
        .reduce((first, second) -> second)
        .orElse(lines.isEmpty() ? "no message" : lines.get(lines.size() - 1));
  }

  private static String without(List<String> all, String name) {
    return all.stream()
        .filter(other -> !other.equals(name))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /**
   * Tries everything; arguments choose what contains one of them. Tells each trial on standard
   * error.
   */
  public static void main(String[] arguments) {
    Predicate<String> chosen =
        what -> arguments.length == 0 || List.of(arguments).stream().anyMatch(what::contains);
    List<Verdict> verdicts = new ArrayList<>();
    String image = Images.of("cuda-base");
    note(verdicts, tryWhole(image));
    libraryFiles(image).stream()
        .filter(chosen)
        .forEach(file -> note(verdicts, tryWithoutFile(image, file)));
    candidates()
        .forEach(
            (what, setting) -> {
              if (chosen.test(what)) {
                note(verdicts, tryWithout(what, setting));
              }
            });
    System.out.println("| taken out | the image | how it shows |\n| --- | --- | --- |");
    verdicts.forEach(
        verdict ->
            System.out.printf(
                "| %s | %s | `%s` |%n",
                verdict.what(),
                verdict.fails() ? "fails" : "works",
                verdict.how().replace("|", "\\|").replace('`', '\'')));
    boolean proved = !verdicts.get(0).fails() && verdicts.stream().skip(1).allMatch(Verdict::fails);
    System.exit(proved ? 0 : 1);
  }

  private static void note(List<Verdict> verdicts, Verdict verdict) {
    System.err.println(verdict);
    verdicts.add(verdict);
  }
}
