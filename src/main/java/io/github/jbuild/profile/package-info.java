/** A build profile: its values, and where each of them was written. */
@NullMarked
package io.github.jbuild.profile;

import org.jspecify.annotations.NullMarked;
