/**
 * Build profiles: YAML to {@link io.github.jbuild.profile.Profile}, with the place of every value.
 */
@NullMarked
package io.github.jbuild.profile;

import org.jspecify.annotations.NullMarked;
