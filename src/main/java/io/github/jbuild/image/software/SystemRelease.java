package io.github.jbuild.image.software;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The distribution (os-release(5)) and the L4T release that an image is made of. */
final class SystemRelease {

  static final String L4T = "/etc/nv_tegra_release";

  private static final String OS = "/etc/os-release";
  private static final Pattern PRETTY =
      Pattern.compile("^PRETTY_NAME=[\"']?([^\"'\n]{1,200})[\"']?$", Pattern.MULTILINE);
  private static final Pattern RELEASE =
      Pattern.compile("# R(\\d{1,4}) \\(release\\), REVISION: ([\\d.]{1,20})");

  private SystemRelease() {}

  static List<Component> in(KeptFiles files) {
    List<Component> found = new ArrayList<>();
    first(PRETTY, files.text(OS))
        .map(match -> new Component("Base system", match.group(1), "", OS))
        .ifPresent(found::add);
    first(RELEASE, files.text(L4T))
        .map(match -> "r" + match.group(1) + "." + match.group(2))
        .map(version -> new Component("L4T", version, "", L4T))
        .ifPresent(found::add);
    return found;
  }

  private static Optional<Matcher> first(Pattern pattern, String text) {
    return Optional.of(pattern.matcher(text)).filter(Matcher::find);
  }
}
