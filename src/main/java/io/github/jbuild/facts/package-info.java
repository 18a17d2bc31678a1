/** What is known about Jetson, as data with sources. */
@NullMarked
package io.github.jbuild.facts;

import org.jspecify.annotations.NullMarked;
