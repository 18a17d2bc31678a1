/** Reports on images for terminals, for documents and for programs. */
@NullMarked
package io.github.jbuild.compare.report;

import org.jspecify.annotations.NullMarked;
