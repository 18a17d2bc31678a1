package io.github.jbuild.draft;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.facts.Confidence;
import io.github.jbuild.facts.ImageFacts.TorchPair;
import io.github.jbuild.facts.L4tRelease;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.facts.WheelFact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses wheels that the index has, that fit Python, CUDA and GPU, and that fit each other. */
record DraftWheels(PlanFacts facts, L4tRelease release, String python, DraftNeeds needs) {

  private static final String TORCH = "torch";

  /**
   * One wheel for each wish.
   *
   * @param wishes names, or {@code name=version}
   * @throws JbuildException {@code INVALID_INPUT} for a wish that cannot be met
   */
  List<WheelFact> choose(List<String> wishes) {
    List<WheelFact> chosen = new ArrayList<>();
    for (String wish : byTorch(wishes)) {
      String[] parts = wish.split("=+", 2);
      @Nullable String version = parts.length == 2 ? parts[1] : null;
      chosen.add(choose(parts[0], version, chosen));
    }
    return chosen;
  }

  /** torch first: the others follow it. */
  private static List<String> byTorch(List<String> wishes) {
    return wishes.stream()
        .sorted(Comparator.comparing(wish -> !wish.equals(TORCH) && !wish.startsWith(TORCH + "=")))
        .toList();
  }

  private WheelFact choose(String name, @Nullable String version, List<WheelFact> chosen) {
    return fitting(name)
        .filter(wheel -> version == null || wheel.version().equals(version))
        .filter(wheel -> chosen.isEmpty() || chosen.get(0).index().equals(wheel.index()))
        .filter(wheel -> pairs(wheel, chosen))
        .max((a, b) -> compare(a.version(), b.version()))
        .orElseThrow(() -> none(name, version, chosen));
  }

  private Stream<WheelFact> fitting(String name) {
    return facts.wheels().stream()
        .filter(wheel -> wheel.name().equals(name) && wheel.life() == WheelFact.Life.CURRENT)
        .filter(wheel -> wheel.confidence() != Confidence.C)
        .filter(wheel -> wheel.tag().equals("cp" + python.replace(".", "")))
        .filter(wheel -> wheel.cuda().equals(minor(release.cuda())))
        .filter(wheel -> wheel.sm().isEmpty() || wheel.sm().containsAll(release.sm()))
        .filter(wheel -> !name.equals(TORCH) || !wheel.needs().isEmpty())
        .filter(wheel -> cudnnFits(wheel) && needs.met(wheel));
  }

  private boolean cudnnFits(WheelFact wheel) {
    @Nullable String built = wheel.cudnnOrNull();
    if (built == null) {
      return true;
    }
    int[] wanted = numbers(built);
    int[] has = numbers(release.cudnn());
    return wanted[0] == has[0] && (wanted.length < 2 || has.length < 2 || wanted[1] <= has[1]);
  }

  private boolean pairs(WheelFact wheel, List<WheelFact> chosen) {
    Optional<WheelFact> torch = chosen.stream().filter(one -> one.name().equals(TORCH)).findFirst();
    if (torch.isEmpty() || !List.of("torchvision", "torchaudio").contains(wheel.name())) {
      return true;
    }
    return facts.pairs().stream()
        .filter(pair -> pair.torch().equals(minor(torch.get().version())))
        .anyMatch(pair -> minor(wheel.version()).equals(partner(pair, wheel.name())));
  }

  private static String partner(TorchPair pair, String name) {
    return name.equals("torchvision") ? pair.torchvision() : pair.torchaudio();
  }

  private JbuildException none(String name, @Nullable String version, List<WheelFact> chosen) {
    String beside =
        chosen.isEmpty() ? "" : " beside " + chosen.get(0).name() + " " + chosen.get(0).version();
    return ProfileDraft.unknown(
            "no wheel of "
                + name
                + (version == null ? "" : " " + version)
                + " is known for L4T "
                + release.l4t()
                + ", CUDA "
                + minor(release.cuda())
                + " and Python "
                + python
                + " that is still on the index"
                + beside)
        .hint("jbuild facts wheels " + name + " lists the known ones");
  }

  /** Major and minor of a version. */
  static String minor(String version) {
    String[] parts = version.split("\\.", -1);
    return parts.length < 2 ? version : parts[0] + "." + parts[1];
  }

  private static int compare(String a, String b) {
    return Arrays.compare(numbers(a), numbers(b));
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\D+", -1))
        .filter(part -> !part.isEmpty() && part.length() < 9)
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
