// SPDX-License-Identifier: Apache-2.0
/**
 * The API of the Network Module Registrar: the types that a network module uses and implements.
 *
 * <p>A module registers as client or provider of a Network Programming Interface ({@link Npi}) with a
 * {@link NetworkModuleRegistrar}. The registrar proposes each pair of a client and a provider of one NPI. Both may
 * refuse. A pair that both accept is <em>attached</em>: it is a {@link Binding}. When one of the two modules
 * deregisters, both sides detach. When both are done, both clean up. Only then the wait of the module that deregisters
 * returns. So code never goes away while another module still uses it.
 *
 * <p>There are three ways to write a module:
 *
 * <ul>
 * <li>extend {@link NetworkModuleActivator},
 * <li>publish a {@link NetworkModule} as an OSGi service,
 * <li>use the {@link NetworkModuleRegistrar} service directly.
 * </ul>
 *
 * <p>Thread safety: any thread may use every object of a type marked {@code ProviderType}, unless its documentation
 * says otherwise. The registrar calls the types marked {@code ConsumerType}, for different bindings at the same time:
 * see each method.
 *
 * <p>Numbers in brackets, such as [C-77], are clauses of the behavioural contract. {@code docs/parity.md} lists them
 * all.
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
