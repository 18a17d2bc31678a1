@NullMarked
package io.github.jbuild.checks.plan;

import org.jspecify.annotations.NullMarked;
