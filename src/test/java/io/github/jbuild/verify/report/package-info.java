/** Tests of the reports of verify. */
@NullMarked
package io.github.jbuild.verify.report;

import org.jspecify.annotations.NullMarked;
