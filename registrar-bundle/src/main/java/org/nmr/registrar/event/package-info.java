// SPDX-License-Identifier: Apache-2.0
/**
 * What published listeners are told, each by a thread of its own. Making an event and handing it over never blocks and
 * never throws. While no listener wants it, it is not made.
 */
@NullMarked
package org.nmr.registrar.event;

import org.jspecify.annotations.NullMarked;
