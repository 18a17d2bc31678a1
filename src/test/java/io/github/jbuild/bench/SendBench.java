package io.github.jbuild.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures builds that copy a large folder into an image, on the engine of {@code DOCKER_HOST}: by
 * jbuild with BuildKit, by {@code docker buildx} from the Dockerfile that jbuild renders, and by
 * jbuild with the classic builder; first from a folder that the builder has never seen, then again
 * with nothing changed. Arguments: the folder to work in, MiB in big files, number of small files,
 * number of rounds, a base, a wheel index, a {@code docker buildx}, a {@code docker}.
 */
public final class SendBench {

  private final Path work;
  private final Path tree;
  private final String[] args;
  private final Map<SendWay, List<SentContext>> first = new EnumMap<>(SendWay.class);
  private final Map<SendWay, List<SentContext>> again = new EnumMap<>(SendWay.class);

  private SendBench(Path work, Path tree, String[] args) {
    this.work = work;
    this.tree = tree;
    this.args = args;
  }

  /** Runs the comparison and prints a table with ratios. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path work = Files.createDirectories(Path.of(args[0]).resolve("send"));
    int megabytes = Integer.parseInt(args[1]);
    int files = Integer.parseInt(args[2]);
    int rounds = Integer.parseInt(args[3]);
    Path small = BenchTree.make(work, 1, 10);
    Path tree = BenchTree.make(work, megabytes, files);
    System.out.printf(
        Locale.ROOT,
        "send        %d MiB in big files, %d small files, copied onto a base; %d rounds, in turn;"
            + " each way warmed before%n",
        megabytes,
        files,
        rounds);
    new SendBench(work, small, args).rounds(1);
    SendBench bench = new SendBench(work, tree, args);
    bench.rounds(rounds);
    bench.print();
  }

  private void rounds(int count) throws IOException, InterruptedException {
    List<SendWay> ways = new ArrayList<>(List.of(SendWay.values()));
    for (int i = 0; i < count; i++) {
      for (SendWay way : ways) {
        round(way);
      }
      Collections.rotate(ways, 1);
    }
  }

  /**
   * Builders know a folder again by its path, and a COPY by its content: so a new name, and a file
   * that no other round has.
   */
  private void round(SendWay way) throws IOException, InterruptedException {
    String name = "sending-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    Path folder = work.resolve(name);
    Path profile = Files.writeString(work.resolve("send.yaml"), profile(name));
    Path dockerfile = work.resolve("send.Dockerfile");
    SendWay.Run.of(
        List.of(
            "./jbuild",
            "render",
            "--profile",
            profile.toString(),
            "--output",
            dockerfile.toString()));
    Files.writeString(tree.resolve("round"), way + " " + name);
    Files.move(tree, folder);
    try {
      SentContext sent = way.build(profile, dockerfile, folder, args[6]);
      long least = Files.size(folder.resolve("models/model-0.bin"));
      if (sent.transfer().bytes() < least) {
        throw new IOException(way.title() + " sent " + sent.transfer().bytes() + " bytes only");
      }
      first.computeIfAbsent(way, none -> new ArrayList<>()).add(sent);
      again
          .computeIfAbsent(way, none -> new ArrayList<>())
          .add(way.build(profile, dockerfile, folder, args[6]));
    } finally {
      Files.move(folder, tree);
    }
    SendWay.Run.of(List.of(args[7], "rmi", way.tag()));
  }

  private String profile(String folder) {
    return """
        profile: bench-send
        l4t: r36.4.0
        base: {family: l4t-cuda, image: "%s"}
        python: {version: "3.11", index: "%s"}
        app:
          context: %s
          copy: [{from: ., to: /context/}]
        """
        .formatted(args[4], args[5], folder);
  }

  private void print() {
    print("first send", first);
    print("unchanged", again);
  }

  private static void print(String what, Map<SendWay, List<SentContext>> sent) {
    System.out.println(" " + what);
    sent.forEach((way, rounds) -> System.out.println(SentContext.line(way.title(), rounds)));
    List<SentContext> ours = sent.getOrDefault(SendWay.JBUILD, List.of());
    for (SendWay way : List.of(SendWay.BUILDX, SendWay.CLASSIC)) {
      String title = "jbuild in " + way.name().toLowerCase(Locale.ROOT);
      System.out.println(SentContext.ratio(title, ours, sent.getOrDefault(way, List.of())));
    }
  }
}
