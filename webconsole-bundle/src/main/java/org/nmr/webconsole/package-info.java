// SPDX-License-Identifier: Apache-2.0
/**
 * The live page of the registrar in the Felix Web Console.
 *
 * <p>Begin with {@link org.nmr.webconsole.PageServlet}. {@link org.nmr.webconsole.Gate} has the rules of who may do
 * what, {@link org.nmr.webconsole.Jobs} the work that requests begin. All classes may be used by several threads at
 * once.
 */
@NullMarked
package org.nmr.webconsole;

import org.jspecify.annotations.NullMarked;
