// SPDX-License-Identifier: Apache-2.0
/**
 * What lets the NPI reach other frameworks.
 *
 * <p>Thread safety: immutable.
 */
@NullMarked
package org.nmr.sample.datagram.remote;

import org.jspecify.annotations.NullMarked;
