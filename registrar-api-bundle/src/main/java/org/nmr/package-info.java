// SPDX-License-Identifier: Apache-2.0
/**
 * The Network Module Registrar: what a network module uses and implements.
 *
 * <p>A module registers as client or provider of a Network Programming Interface ({@link Npi}) with
 * a {@link NetworkModuleRegistrar}. The registrar proposes each pair of a client and a provider of
 * one NPI, both may refuse, and an accepted pair is <em>attached</em>: a {@link Binding}. When
 * either module deregisters, both sides detach; when both are done, both clean up; and only then does
 * the wait of the deregistering module return. So code that another module is still using never
 * goes away.
 *
 * <p>Three ways in: extend {@link NetworkModuleActivator}; publish a {@link NetworkModule} as an
 * OSGi service; or take the {@link NetworkModuleRegistrar} service and do it by hand.
 *
 * <p>Thread safety: every object of a type marked {@code ProviderType} may be used by any thread
 * unless its documentation says otherwise. Types marked {@code ConsumerType} are called by the
 * registrar, for different bindings at the same time; see each method. Clause numbers in brackets,
 * such as [C-77], point to the behavioural contract; {@code docs/parity.md} lists them all.
 *
 * @since 1.0
 */
@Export
@Version("1.0.0")
@NullMarked
package org.nmr;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
