// SPDX-License-Identifier: Apache-2.0
/**
 * A provider module with a real transport behind it: UDP on the loopback address.
 *
 * <p>Start reading at {@link org.nmr.sample.provider.SampleProviderActivator}; the rules of a binding are
 * kept in {@link org.nmr.sample.provider.ClientBinding}.
 *
 * <p>Thread safety: stated at each class. No lock is held while a client is called.
 */
@NullMarked
package org.nmr.sample.provider;

import org.jspecify.annotations.NullMarked;
