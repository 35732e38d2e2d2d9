/** The code in the documentation. Thread safety: as each class says. */
@NullMarked
package org.nmr.examples;

import org.jspecify.annotations.NullMarked;
