/**
 * Python's packaging standards: versions (PEP 440), requirements and markers (PEP 508), names, and
 * the tags of wheels (PEP 425).
 */
@NullMarked
package io.github.jbuild.python;

import org.jspecify.annotations.NullMarked;
