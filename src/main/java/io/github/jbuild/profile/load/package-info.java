/**
 * Finds the documents of a profile and merges them: built-in ones and files, fragments, overlays,
 * {@code --set}.
 */
@NullMarked
package io.github.jbuild.profile.load;

import org.jspecify.annotations.NullMarked;
