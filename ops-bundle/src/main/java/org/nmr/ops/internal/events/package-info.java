// SPDX-License-Identifier: Apache-2.0
/** Posts what happens in the registrar to Event Admin. Any thread may use it. */
@NullMarked
package org.nmr.ops.internal.events;

import org.jspecify.annotations.NullMarked;
