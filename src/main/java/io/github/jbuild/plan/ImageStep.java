package io.github.jbuild.plan;

import io.github.jbuild.core.Ordered;
import io.github.jbuild.profile.Profile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Steps that any stage can have, and those that set the image's configuration. */
public sealed interface ImageStep extends Step {

  /** A step that sets something in the image's configuration and adds no files, so no layer. */
  sealed interface Setting extends ImageStep {}

  /**
   * Copies the content of a folder of another stage into a folder.
   *
   * @param what what it is, for display
   * @param source absolute folder in that stage
   * @param target absolute folder, which may be a link
   */
  record CopyTree(Origin origin, String what, String stage, String source, String target)
      implements ImageStep {
    @Override
    public String title() {
      return "copy " + what;
    }
  }

  /**
   * Runs a command that must succeed.
   *
   * @param text what its output must contain; null when the exit code is enough
   */
  record CheckOutput(Origin origin, List<String> command, @Nullable String text)
      implements ImageStep {
    @Override
    public String title() {
      return "check that "
          + String.join(" ", command)
          + (text == null ? " succeeds" : " says " + text);
    }
  }

  /** Sets environment variables of the image. */
  record SetEnv(Origin origin, Map<String, String> env) implements Setting {
    public SetEnv {
      env = Ordered.copyOf(env);
    }

    @Override
    public String title() {
      return "set " + String.join(" ", env.keySet());
    }
  }

  /** Makes the user that the container runs as, where it is missing, and adds it to groups. */
  record CreateUser(Origin origin, String user, List<String> groups) implements ImageStep {
    @Override
    public String title() {
      return "create user " + user;
    }
  }

  /** Sets the working directory. */
  record SetWorkdir(Origin origin, String folder) implements ImageStep {
    @Override
    public String title() {
      return "set workdir " + folder;
    }
  }

  /** Copies files of the context. */
  record CopyContext(Origin origin, List<String> from, String to) implements ImageStep {
    @Override
    public String title() {
      return "copy " + String.join(" ", from);
    }
  }

  /** Documents ports. */
  record ExposePorts(Origin origin, List<String> ports) implements Setting {
    @Override
    public String title() {
      return "expose " + String.join(" ", ports);
    }
  }

  /** Sets the health check. */
  record SetHealthcheck(Origin origin, Profile.Healthcheck check) implements Setting {
    @Override
    public String title() {
      return "set health check";
    }
  }

  /** Sets labels. */
  record SetLabels(Origin origin, Map<String, String> labels) implements Setting {
    public SetLabels {
      labels = Ordered.copyOf(labels);
    }

    @Override
    public String title() {
      return "set labels";
    }
  }

  /** Sets the user that the container runs as. */
  record SetUser(Origin origin, String user) implements Setting {
    @Override
    public String title() {
      return "set user " + user;
    }
  }

  /** Sets the entrypoint, in exec form. */
  record SetEntrypoint(Origin origin, List<String> command) implements Setting {
    @Override
    public String title() {
      return "set entrypoint " + String.join(" ", command);
    }
  }

  /** Sets the default command, in exec form. */
  record SetCommand(Origin origin, List<String> command) implements Setting {
    @Override
    public String title() {
      return "set command " + String.join(" ", command);
    }
  }

  /**
   * Makes symbolic links.
   *
   * @param links the link's absolute path to what it names
   */
  record MakeLinks(Origin origin, Map<String, String> links) implements ImageStep {
    public MakeLinks {
      links = Ordered.copyOf(links);
    }

    @Override
    public String title() {
      return "link " + String.join(" ", links.keySet());
    }
  }

  /** Declares volumes. */
  record SetVolumes(Origin origin, List<String> folders) implements Setting {
    @Override
    public String title() {
      return "set volumes " + String.join(" ", folders);
    }
  }

  /** Sets the signal that ends the container. */
  record SetStopSignal(Origin origin, String signal) implements Setting {
    @Override
    public String title() {
      return "set stop signal " + signal;
    }
  }

  /**
   * Dockerfile text that no field can say.
   *
   * @param lines instructions, one a line
   */
  record Raw(Origin origin, List<String> lines) implements ImageStep {
    @Override
    public String title() {
      return origin.why();
    }
  }
}
