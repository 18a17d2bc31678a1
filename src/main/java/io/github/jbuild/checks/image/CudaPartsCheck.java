package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.image.elf.ElfFile;
import io.github.jbuild.image.python.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** torch, torchvision and onnxruntime are CUDA builds. */
final class CudaPartsCheck implements ImageCheck {

  private static final Pattern CUDA =
      Pattern.compile("(?m)^cuda(?:\\s*:[^=]*)?\\s*=\\s*(?:['\"]([0-9.]+)['\"]|None)");

  private static final Pattern CUDA_LIBRARY =
      Pattern.compile("lib(torch_cuda|c10_cuda|cudart)[.-].*");

  private static final Rule RULE =
      new Rule(
          "JB222",
          "cuda-parts",
          "torch, torchvision and onnxruntime are CUDA builds",
          "PyPI's builds for aarch64 import and compute without the GPU, a hundred times slower; only a"
              + " device reveals it.");

  private static final String REMEDY =
      "pin the wheel from the Jetson index under python.wheels, and constrain later installs";

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Verdict verdict = new Verdict(RULE);
    List<String> evidence = new ArrayList<>();
    image.distribution("torch").ifPresent(torch -> evidence.add(torch(verdict, image, torch)));
    image
        .distribution("torchvision")
        .ifPresent(vision -> evidence.add(torchvision(verdict, image, vision)));
    for (String name : List.of("onnxruntime-gpu", "onnxruntime")) {
      image.distribution(name).ifPresent(ort -> evidence.add(onnxruntime(verdict, image, ort)));
    }
    return evidence.isEmpty()
        ? CheckResult.notApplicable(RULE, "neither torch nor onnxruntime is installed")
        : verdict.result(String.join("; ", evidence));
  }

  private static String torch(Verdict verdict, ImageContext image, Distribution torch) {
    String library = torch.siteFolder() + "/torch/lib/libtorch_cuda.so";
    boolean there = image.elf(library).isPresent();
    if (!there) {
      verdict.error(torch + " is a CPU build: it has no libtorch_cuda.so", library, REMEDY);
    }
    String versionFile = torch.siteFolder() + "/torch/version.py";
    Matcher cuda = CUDA.matcher(image.text(versionFile).orElse(""));
    if (cuda.find() && cuda.group(1) == null) {
      verdict.error(torch + " says that it was built without CUDA", versionFile, REMEDY);
    }
    return torch + (there ? " with" : " without") + " libtorch_cuda.so";
  }

  private static String torchvision(Verdict verdict, ImageContext image, Distribution torchvision) {
    String extension = torchvision.siteFolder() + "/torchvision/_C.so";
    Optional<ElfFile> elf = image.elf(extension);
    boolean cuda =
        elf.isPresent()
            && elf.get().needed().stream().anyMatch(name -> CUDA_LIBRARY.matcher(name).matches());
    if (!cuda) {
      verdict.error(
          torchvision
              + (elf.isPresent()
                  ? " is a CPU build: its operators do not link CUDA"
                  : " has no compiled operators"),
          extension,
          REMEDY);
    }
    return torchvision + (cuda ? " with" : " without") + " CUDA operators";
  }

  private static String onnxruntime(Verdict verdict, ImageContext image, Distribution runtime) {
    String provider = runtime.siteFolder() + "/onnxruntime/capi/libonnxruntime_providers_cuda.so";
    if (image.elf(provider).isEmpty()) {
      verdict.error(runtime + " is a CPU build: it has no CUDA provider", provider, REMEDY);
      return runtime + " without its CUDA provider";
    }
    return runtime + " with its CUDA provider";
  }
}
