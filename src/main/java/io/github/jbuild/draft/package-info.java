/** The first draft of a profile, from the facts about an L4T release. */
@NullMarked
package io.github.jbuild.draft;

import org.jspecify.annotations.NullMarked;
