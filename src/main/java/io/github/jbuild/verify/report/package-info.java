/** Verify reports in the formats that people and programs read. */
@NullMarked
package io.github.jbuild.verify.report;

import org.jspecify.annotations.NullMarked;
