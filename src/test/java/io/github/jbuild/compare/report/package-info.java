@NullMarked
package io.github.jbuild.compare.report;

import org.jspecify.annotations.NullMarked;
