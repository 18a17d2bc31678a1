/**
 * Where the bytes of an image are, and how images differ. Works on images that are already read;
 * touches no engine, no network and no files.
 */
@NullMarked
package io.github.jbuild.compare;

import org.jspecify.annotations.NullMarked;
