package io.github.jbuild.plan;

import io.github.jbuild.profile.Profile;
import java.util.List;

/** The steps of the application, which change most often and come last. */
final class AppSteps {

  private final Profile profile;
  private final Profile.App app;

  AppSteps(Profile profile) {
    this.profile = profile;
    this.app = profile.app();
  }

  void addTo(List<Step> steps) {
    if (!app.env().isEmpty()) {
      steps.add(new Step.SetEnv(origin("app.env", "environment of the application"), app.env()));
    }
    String user = app.userOrNull();
    if (user != null && !user.equals("root") && !user.equals("0")) {
      String why = "GPU devices belong to the group video";
      steps.add(
          new Step.CreateUser(
              app.groups().isEmpty()
                  ? origin("app.user", "the container need not run as root")
                  : origin("app.groups", why),
              user,
              app.groups()));
    }
    if (app.workdirOrNull() != null) {
      steps.add(
          new Step.SetWorkdir(
              origin("app.workdir", "where the application lives"), app.workdirOrNull()));
    }
    int number = 0;
    for (Profile.Copy copy : app.copy()) {
      steps.add(
          new Step.CopyContext(
              origin("app.copy[" + number++ + "]", "the application's files"),
              copy.from(),
              copy.to()));
    }
    if (!app.expose().isEmpty()) {
      steps.add(
          new Step.ExposePorts(
              origin("app.expose", "ports that the application serves"), app.expose()));
    }
    Profile.Healthcheck check = app.healthcheckOrNull();
    if (check != null) {
      steps.add(
          new Step.SetHealthcheck(
              origin("app.healthcheck", "how the engine asks whether it is well"), check));
    }
    if (user != null) {
      steps.add(new Step.SetUser(origin("app.user", "who the application runs as"), user));
    }
    if (!app.entrypoint().isEmpty()) {
      steps.add(
          new Step.SetEntrypoint(
              origin(
                  "app.entrypoint", "an init as PID 1 forwards signals: docker stop ends at once"),
              app.entrypoint()));
    }
    if (!app.command().isEmpty()) {
      steps.add(new Step.SetCommand(origin("app.command", "what runs by default"), app.command()));
    }
  }

  private Origin origin(String field, String why) {
    return Origin.of(profile, field, why);
  }
}
