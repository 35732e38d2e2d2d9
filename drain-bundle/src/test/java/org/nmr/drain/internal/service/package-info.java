// SPDX-License-Identifier: Apache-2.0
/** Tests of what is decided without a framework. */
@NullMarked
package org.nmr.drain.internal.service;

import org.jspecify.annotations.NullMarked;
