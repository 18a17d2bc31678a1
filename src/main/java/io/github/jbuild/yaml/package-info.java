/**
 * YAML as a small immutable tree in which every key and value knows its place. Nothing is ever
 * constructed from a document but text, lists and maps.
 */
@NullMarked
package io.github.jbuild.yaml;

import org.jspecify.annotations.NullMarked;
