// SPDX-License-Identifier: Apache-2.0
/**
 * A client module under load, as a Declarative Services component.
 *
 * <p>Start reading at {@link org.nmr.sample.client.SampleClient}; the calls are made in
 * {@link org.nmr.sample.client.ProviderBinding}, and the registrar counts them.
 *
 * <p>Thread safety: stated at each class. No lock is held while a provider or the registrar is called.
 */
@NullMarked
package org.nmr.sample.client;

import org.jspecify.annotations.NullMarked;
