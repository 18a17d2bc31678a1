package io.github.jbuild.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.checks.image.Expectations;
import io.github.jbuild.plan.PinnedWheel;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The expectations as one POSIX shell script that needs nothing but a shell and docker, or Python
 * in the container. On a device it starts the image with the GPU; {@code verify --run} runs the
 * very same script in a container.
 */
public final class DeviceScript {

  private DeviceScript() {}

  /**
   * The script.
   *
   * @param image what is started when the script is given no image; empty for none
   */
  public static String of(Expectations expected, String image) {
    String about =
        expected
            .plan()
            .map(plan -> "profile " + plan.profile().name() + ", L4T " + plan.l4t().l4t())
            .orElse("no profile");
    return "#!/bin/sh\n# What an image for NVIDIA Jetson should be like ("
        + about.replaceAll("\\p{Cntrl}", " ")
        + "), written by jbuild verify --script.\n"
        + "JBUILD_IMAGE="
        + quoted(image)
        + "\nJBUILD_EXPECT="
        + quoted(json(document(expected)))
        + "\nJBUILD_PROGRAM="
        + quoted(resource("device.py"))
        + "\n"
        + resource("device.sh");
  }

  private static Map<String, Object> document(Expectations expected) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("versions", expected.profile().map(p -> p.expect().versions()).orElse(Map.of()));
    document.put(
        "wheels",
        expected.plan().map(Plan::pinnedWheels).orElse(List.of()).stream()
            .map(DeviceScript::wheel)
            .toList());
    document.put(
        "libraries",
        expected.profile().map(Profile::libraries).orElse(Map.of()).keySet().stream()
            .flatMap(name -> expected.sonames(name).stream())
            .toList());
    return document;
  }

  private static Map<String, String> wheel(PinnedWheel wheel) {
    return new TreeMap<>(Map.of("name", wheel.name(), "sha256", wheel.sha256().hex()));
  }

  private static String json(Object document) {
    try {
      return new ObjectMapper().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and texts are JSON", e);
    }
  }

  /** A word of the shell that is exactly this text. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String resource(String name) {
    try (InputStream in = DeviceScript.class.getResourceAsStream("/verify/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks verify/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
