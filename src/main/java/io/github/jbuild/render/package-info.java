/**
 * From a plan to a Dockerfile, by templates, with an escaper for every place a value can stand in.
 */
@NullMarked
package io.github.jbuild.render;

import org.jspecify.annotations.NullMarked;
