/** Tests of the whole program on a real engine with real linux/arm64 steps: the test bed's. */
@NullMarked
package io.github.jbuild.it;

import org.jspecify.annotations.NullMarked;
