package io.github.jbuild.plan.planner;

import io.github.jbuild.core.Digest;
import io.github.jbuild.plan.AptStep;
import io.github.jbuild.plan.Archives;
import io.github.jbuild.plan.FetchStep;
import io.github.jbuild.plan.Origin;
import io.github.jbuild.plan.PinnedWheel;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import io.github.jbuild.profile.AptKey;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Python;
import io.github.jbuild.profile.SourceBuild;
import io.github.jbuild.profile.Tool;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stages that download what is pinned. */
final class FetchStages {

  static final String FETCH = "fetch";
  static final String WHEELS = "wheels";
  static final String KEYS = "keys";
  static final String UV = "uv";
  static final String TOOL = "/tool";

  private final Profile profile;
  private final List<PinnedWheel> wheels;

  /** Tools that a source stage uses; unused ones are not downloaded. */
  private final Map<String, Tool> tools = new LinkedHashMap<>();

  FetchStages(Profile profile, List<PinnedWheel> wheels) {
    this.profile = profile;
    this.wheels = wheels;
    profile
        .tools()
        .forEach(
            (name, tool) -> {
              if (profile.sources().values().stream().anyMatch(s -> s.tools().contains(name))) {
                tools.put(name, tool);
              }
            });
  }

  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    if (!wheels.isEmpty()) {
      stages.add(wheels());
    }
    if (!profile.apt().repositories().isEmpty()) {
      stages.add(keys());
    }
    tools.forEach((name, tool) -> stages.add(tool(name, tool)));
    if (profile.python().installer() instanceof Python.Uv uv) {
      stages.add(
          tool(
              UV,
              "uv, the program that installs the Python packages",
              uv.tool(),
              "python.uv",
              "pinned by hash, and not part of the image",
              "/uv"));
    }
    profile
        .sources()
        .forEach(
            (name, source) ->
                stages.add(
                    source.from() instanceof SourceBuild.GitCommit commit
                        ? commit(name, source, commit)
                        : archive(name, source)));
    if (!stages.isEmpty()) {
      stages.add(0, fetch());
    }
    return stages;
  }

  private Stage fetch() {
    boolean donor = profile.donor().isPresent();
    Origin base =
        Origin.of(
            profile,
            donor ? "donor.image" : "base.image",
            "the image has no program to download with");
    List<String> packages = new ArrayList<>(List.of("ca-certificates", "curl"));
    if (!profile.apt().repositories().isEmpty()) {
      packages.add("gpg");
    }
    if (profile.sources().values().stream()
        .anyMatch(source -> source.from() instanceof SourceBuild.GitCommit)) {
      packages.add("git");
    }
    tools.values().forEach(tool -> packages.addAll(Archives.packages(tool.url(), packages)));
    if (profile.python().installer() instanceof Python.Uv uv) {
      packages.addAll(Archives.packages(uv.tool().url(), packages));
    }
    return new Stage(
        FETCH,
        Stage.From.image(profile.donor().orElse(profile.base().image())),
        "a downloader, shared by the stages below",
        base,
        List.of(new AptStep.AptInstall(base, packages, List.of())));
  }

  private Stage wheels() {
    Origin origin =
        Origin.of(
            profile,
            "python.wheels",
            "PyPI's wheels of these names have no CUDA, and the index has replaced builds under the same version");
    List<Step> steps = new ArrayList<>();
    for (PinnedWheel wheel : wheels) {
      steps.add(
          new FetchStep.Download(
              Origin.of(profile, "python.wheels." + wheel.name(), origin.why()),
              wheel.name() + " " + wheel.version(),
              wheel.url(),
              wheel.sha256(),
              PinnedWheel.FOLDER,
              wheel.file()));
    }
    return new Stage(
        WHEELS,
        Stage.From.stage(FETCH),
        "the pinned Jetson wheels, checked by hash",
        origin,
        steps);
  }

  private Stage keys() {
    Origin origin =
        Origin.of(
            profile, "apt.repositories", "apt trusts only packages that are signed with this key");
    List<Step> steps = new ArrayList<>();
    profile
        .apt()
        .repositories()
        .forEach(
            (name, repository) -> {
              AptKey key = repository.key();
              @Nullable Digest sha256 = key.sha256OrNull();
              steps.add(
                  new FetchStep.FetchKey(
                      Origin.of(profile, "apt.repositories." + name, origin.why()),
                      name,
                      key.url(),
                      sha256 == null ? null : sha256.hex(),
                      key.fingerprintOrNull()));
            });
    steps.add(
        new FetchStep.CollectCertificates(
            Origin.of(
                profile,
                "apt.repositories",
                "apt needs them for https, but the base may lack them")));
    return new Stage(
        KEYS,
        Stage.From.stage(FETCH),
        "the keys of additional package repositories, checked",
        origin,
        steps);
  }

  private Stage tool(String name, Tool tool) {
    return tool(
        toolStage(name),
        name + " " + tool.version() + ", for the stages that build with it",
        tool,
        "tools." + name,
        "the distribution's " + name + " has another version",
        TOOL);
  }

  private Stage tool(
      String stage, String what, Tool tool, String field, String why, String folder) {
    Origin origin = Origin.of(profile, field, why);
    String name = field.substring(field.lastIndexOf('.') + 1);
    return new Stage(
        stage,
        Stage.From.stage(FETCH),
        what,
        origin,
        List.of(
            download(origin, name + " " + tool.version(), tool.url(), tool.sha256()),
            new FetchStep.UnpackTool(
                origin, name, Archives.path(tool.url()), tool.strip(), folder)));
  }

  private Stage archive(String name, SourceBuild source) {
    Origin origin =
        Origin.of(profile, "sources." + name, "a hash identifies the archive, a tag may move");
    return new Stage(
        sourceStage(name),
        Stage.From.stage(FETCH),
        "the source archive of " + name + ", checked by hash",
        origin,
        List.of(
            download(
                origin,
                name + " " + source.version(),
                source.from().url(),
                ((SourceBuild.Archive) source.from()).sha256())));
  }

  private Stage commit(String name, SourceBuild source, SourceBuild.GitCommit commit) {
    Origin origin = Origin.of(profile, "sources." + name, "a commit never changes, a tag may move");
    return new Stage(
        sourceStage(name),
        Stage.From.stage(FETCH),
        "the source of " + name + " " + source.version() + " at the pinned commit",
        origin,
        List.of(
            new FetchStep.FetchCommit(
                origin, name, commit.url(), commit.commit(), commit.submodules())));
  }

  private static FetchStep.Download download(Origin origin, String name, URI url, Digest sha256) {
    return new FetchStep.Download(
        origin, name, url, sha256, Archives.FOLDER, Archives.fileName(url));
  }

  static String sourceStage(String source) {
    return source + "-src";
  }

  static String toolStage(String tool) {
    return tool + "-tool";
  }

  /** Where the stage of a source has its archive. */
  static String archivePath(String name, SourceBuild source) {
    return source.from() instanceof SourceBuild.Archive
        ? Archives.path(source.from().url())
        : Archives.FOLDER + "/" + name + ".tar";
  }
}
