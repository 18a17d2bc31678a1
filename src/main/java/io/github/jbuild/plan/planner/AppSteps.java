package io.github.jbuild.plan.planner;

import io.github.jbuild.plan.ImageStep;
import io.github.jbuild.plan.Origin;
import io.github.jbuild.plan.Step;
import io.github.jbuild.profile.Profile;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of the application, which change most often and come last. */
final class AppSteps {

  private final Profile profile;
  private final Profile.App app;

  AppSteps(Profile profile) {
    this.profile = profile;
    this.app = profile.app();
  }

  void addTo(List<Step> steps) {
    addEnv(steps);
    String user = app.userOrNull();
    if (user != null) {
      addUser(steps, user);
    }
    if (app.workdirOrNull() != null) {
      steps.add(
          new ImageStep.SetWorkdir(
              origin("app.workdir", "directory of the application"), app.workdirOrNull()));
    }
    int number = 0;
    for (Profile.Copy copy : app.copy()) {
      steps.add(
          new ImageStep.CopyContext(
              origin("app.copy[" + number++ + "]", "the application's files"),
              copy.from(),
              copy.to()));
    }
    if (!app.links().isEmpty()) {
      steps.add(
          new ImageStep.MakeLinks(
              origin("app.links", "names that the application expects"), app.links()));
    }
    if (!app.expose().isEmpty()) {
      steps.add(
          new ImageStep.ExposePorts(
              origin("app.expose", "ports that the application serves"), app.expose()));
    }
    Profile.Healthcheck check = app.healthcheckOrNull();
    if (check != null) {
      steps.add(
          new ImageStep.SetHealthcheck(
              origin("app.healthcheck", "how the engine checks its health"), check));
    }
    if (!app.volumes().isEmpty()) {
      steps.add(
          new ImageStep.SetVolumes(
              origin("app.volumes", "data that outlives the container"), app.volumes()));
    }
    if (app.stopSignalOrNull() != null) {
      steps.add(
          new ImageStep.SetStopSignal(
              origin("app.stop-signal", "the signal that the application ends on"),
              app.stopSignalOrNull()));
    }
    if (user != null) {
      steps.add(
          new ImageStep.SetUser(origin("app.user", "user that the application runs as"), user));
    }
    if (!app.entrypoint().isEmpty()) {
      steps.add(
          new ImageStep.SetEntrypoint(
              origin(
                  "app.entrypoint",
                  "an init as PID 1 forwards signals: docker stop takes effect at once"),
              app.entrypoint()));
    }
    if (!app.command().isEmpty()) {
      steps.add(
          new ImageStep.SetCommand(origin("app.command", "what runs by default"), app.command()));
    }
  }

  /** Creates the user of {@code USER[:GROUP]} with its groups, unless it is root. */
  private void addUser(List<Step> steps, String user) {
    String[] parts = user.split(":", 2);
    if (parts[0].equals("root") || parts[0].equals("0")) {
      return;
    }
    Set<String> groups = new LinkedHashSet<>(app.groups());
    if (parts.length > 1 && !parts[1].chars().allMatch(Character::isDigit)) {
      groups.add(parts[1]);
    }
    steps.add(
        new ImageStep.CreateUser(
            app.groups().isEmpty()
                ? origin("app.user", "the container need not run as root")
                : origin("app.groups", "GPU devices belong to the group video"),
            parts[0],
            List.copyOf(groups)));
  }

  /** Variables with their own reason are set separately, so that the reason is next to them. */
  private void addEnv(List<Step> steps) {
    Map<String, String> others = new LinkedHashMap<>();
    app.env()
        .forEach(
            (name, value) -> {
              @Nullable String reason = profile.reasons().get("app.env." + name);
              if (reason == null) {
                others.put(name, value);
              } else {
                steps.add(
                    new ImageStep.SetEnv(origin("app.env." + name, reason), Map.of(name, value)));
              }
            });
    if (!others.isEmpty()) {
      steps.add(new ImageStep.SetEnv(origin("app.env", "environment of the application"), others));
    }
  }

  private Origin origin(String field, String why) {
    return Origin.of(profile, field, why);
  }
}
