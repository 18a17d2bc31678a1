/** Writes a profile as one document, in YAML or JSON. */
@NullMarked
package io.github.jbuild.profile.write;

import org.jspecify.annotations.NullMarked;
