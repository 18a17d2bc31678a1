package io.github.jbuild.build;

import java.nio.file.Path;

/**
 * An SSH agent that {@code RUN --mount=type=ssh} steps may ask for signatures; keys never leave it.
 *
 * @param id its name in the Dockerfile, {@code default} where that names none
 * @param socket the agent's Unix socket
 */
public record SshAgent(String id, Path socket) {}
