package io.github.jbuild.engine;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.image.ImageStore;
import io.github.jbuild.verify.ContainerRunner;

/**
 * One connection to an engine, in the roles that the program has for it: it builds images, keeps
 * them, and runs them.
 */
public interface ConnectedEngine extends ContainerEngine, ImageStore, ContainerRunner {}
