/** From the document of a profile to its values, with everything that is wrong with them. */
@NullMarked
package io.github.jbuild.profile.decode;

import org.jspecify.annotations.NullMarked;
