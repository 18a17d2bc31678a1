/** Verify reports in formats for users and programs. */
@NullMarked
package io.github.jbuild.verify.report;

import org.jspecify.annotations.NullMarked;
