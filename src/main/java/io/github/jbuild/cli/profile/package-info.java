/**
 * The commands about profiles, from a draft to the Dockerfile: {@code profile}, {@code plan},
 * {@code render}.
 */
@NullMarked
package io.github.jbuild.cli.profile;

import org.jspecify.annotations.NullMarked;
