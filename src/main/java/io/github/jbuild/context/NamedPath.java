package io.github.jbuild.context;

import io.github.jbuild.core.SourceSpan;
import org.jspecify.annotations.Nullable;

/**
 * A path or glob that a profile names, relative to the context folder, as the engine's COPY reads
 * it: {@code *}, {@code ?}, {@code [a-z]} and backslash escapes (Go's {@code filepath.Match}); a
 * name without any of {@code * ? [} is taken literally.
 *
 * @param text the path or glob
 * @param field the profile field, such as {@code app.copy[0].from[1]}
 * @param spanOrNull where the profile says so
 */
public record NamedPath(String text, String field, @Nullable SourceSpan spanOrNull) {}
