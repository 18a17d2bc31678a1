package io.github.jbuild.cli.build;

import io.github.jbuild.build.StepSettings;
import io.github.jbuild.build.StepSettings.Ulimit;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what {@code RUN} steps find around them, as docker names them. */
final class StepOptions {

  private static final Pattern SIZE = Pattern.compile("(?i)(\\d{1,12})\\s*([bkmg]?)b?");
  private static final Pattern ULIMIT =
      Pattern.compile("([a-z]+)=(-1|\\d{1,18})(?::(-1|\\d{1,18}))?");
  private static final Pattern HOST = Pattern.compile("([^:=]+)[:=](.+)");

  @Option(names = "--network", paramLabel = "MODE", description = "Network mode of RUN steps.")
  private @Nullable String network;

  @Option(
      names = "--add-host",
      paramLabel = "NAME:IP",
      description = "Add a line to /etc/hosts of RUN steps; repeatable.")
  private List<String> hosts = new ArrayList<>();

  @Option(names = "--shm-size", paramLabel = "SIZE", description = "Size of /dev/shm in RUN steps.")
  private @Nullable String shmSize;

  @Option(
      names = "--ulimit",
      paramLabel = "NAME=SOFT[:HARD]",
      description = "Resource limit of RUN steps, such as nofile=4096; repeatable.")
  private List<String> ulimits = new ArrayList<>();

  /** What the options request. */
  StepSettings settings() {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (String host : hosts) {
      Matcher parts = match(HOST, "--add-host", host, "NAME:IP");
      String address = parts.group(2).replaceAll("^\\[(.*)]$", "$1");
      if (!address.equals("host-gateway")
          && !address.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
        throw usage("--add-host " + host + ": \"" + address + "\" is not an IP address");
      }
      addresses.put(parts.group(1), address);
    }
    return new StepSettings(
        network, addresses, bytes(), ulimits.stream().map(StepOptions::ulimit).toList());
  }

  private long bytes() {
    if (shmSize == null) {
      return 0;
    }
    Matcher parts = match(SIZE, "--shm-size", shmSize, "use a size such as 256m");
    int shift = Math.max(0, "bkmg".indexOf(parts.group(2).toLowerCase(Locale.ROOT))) * 10;
    return Long.parseLong(parts.group(1)) << (parts.group(2).isEmpty() ? 0 : shift);
  }

  private static Ulimit ulimit(String text) {
    Matcher parts = match(ULIMIT, "--ulimit", text, "NAME=SOFT[:HARD]");
    long soft = Long.parseLong(parts.group(2));
    long hard = parts.group(3) == null ? soft : Long.parseLong(parts.group(3));
    if (hard >= 0 && (soft > hard || soft < 0)) {
      throw usage("--ulimit " + text + ": the soft limit is above the hard one");
    }
    return new Ulimit(parts.group(1), soft, hard);
  }

  private static Matcher match(Pattern pattern, String option, String text, String form) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw usage(option + " takes " + form + ", not \"" + text + '"');
    }
    return matcher;
  }

  private static JbuildException usage(String message) {
    return JbuildException.of(Kind.USAGE, message);
  }
}
