package io.github.jbuild.plan;

import java.util.ArrayList;
import java.util.List;

/** The line that says what an image is made for. */
public final class Versions {

  private Versions() {}

  /**
   * Such as {@code l4t r36.4.0 · JetPack 6.1 · CUDA 12.6.68 · cuDNN 9.3 · Python 3.10 · torch
   * 2.8.0}.
   */
  public static String line(Plan plan) {
    List<String> parts = new ArrayList<>();
    parts.add("l4t " + plan.l4t().l4t());
    parts.add("JetPack " + plan.l4t().jetpack());
    parts.add("CUDA " + plan.l4t().cuda());
    parts.add("cuDNN " + minor(plan.l4t().cudnn()));
    parts.add("Python " + plan.profile().python().version());
    var torch = plan.profile().python().wheels().get("torch");
    if (torch != null) {
      parts.add("torch " + torch.version());
    }
    return String.join(" · ", parts);
  }

  private static String minor(String version) {
    String[] parts = version.split("\\.", 3);
    return parts.length < 2 ? version : parts[0] + "." + parts[1];
  }
}
