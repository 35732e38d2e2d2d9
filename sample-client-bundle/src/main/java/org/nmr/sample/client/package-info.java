/**
 * A client module under load, as a Declarative Services component.
 *
 * <p>Start reading at {@link org.nmr.sample.client.SampleClient}; the classic way to count one's calls by hand is
 * {@link org.nmr.sample.client.ProviderBinding}.
 *
 * <p>Thread safety: stated at each class. No lock is held while a provider or the registrar is called.
 */
@NullMarked
package org.nmr.sample.client;

import org.jspecify.annotations.NullMarked;
