package io.github.jbuild.engine;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.image.ImageStore;

/**
 * One connection to an engine, in the two roles that the program has for it: it builds images, and
 * it keeps them.
 */
public interface ConnectedEngine extends ContainerEngine, ImageStore {}
