/** From a profile and the facts to a plan, one class for each kind of stage. */
@NullMarked
package io.github.jbuild.plan.planner;

import org.jspecify.annotations.NullMarked;
