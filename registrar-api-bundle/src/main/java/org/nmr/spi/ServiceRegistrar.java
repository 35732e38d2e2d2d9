// SPDX-License-Identifier: Apache-2.0
package org.nmr.spi;

import java.util.List;
import java.util.Set;
import org.nmr.ModuleRegistrations;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;

/**
 * The service that registers modules in the name of other bundles, and makes stand-ins of their services. The registrar
 * publishes it beside its own service.
 *
 * <p>It is for bundles that protect the services of others. Bundles in one framework trust each other: the registrar
 * does not check who acts in whose name. Any thread may call all methods. None of them waits for another thread.
 *
 * @since 1.0
 */
@ProviderType
public interface ServiceRegistrar {
    /**
     * Opens a module in the name of another bundle. Reports, commands and listeners show that bundle as the
     * {@linkplain org.nmr.Owner owner} of what the module registers.
     *
     * <p>The stop of the owner does not end the module, and neither does the stop of the caller. The caller closes the
     * module. The stop of the registrar ends it, as it ends every module. Tools that unload the modules of a bundle do
     * not unload it, because it is not the owner's own.
     *
     * @param owner the bundle in whose name the module registers; it need not be active
     * @param name the name of the module, for operators
     * @return the module
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalStateException if the registrar is stopping
     */
    ModuleRegistrations openModule(Bundle owner, String name);

    /**
     * Prepares stand-ins that implement all these interfaces.
     *
     * <p>The interfaces may come from several class loaders. The result keeps them in memory. The registrar does not,
     * and it prepares the same interfaces only once while a result or a stand-in of them is in use.
     *
     * <p>There are no stand-ins if there is no {@linkplain org.nmr.Binding#dispatch() counted view} of one of the
     * interfaces, or if they see different classes under one name.
     *
     * @param interfaces the interfaces, at least one and none twice
     * @return what makes the stand-ins
     * @throws NullPointerException if the list or an interface is {@code null}
     * @throws IllegalArgumentException if there are no stand-ins of these interfaces; the message names the interface
     *     and the reason
     */
    StandIns standIns(List<Class<?>> interfaces);

    /**
     * The same, for services that hand out objects. A method hands out its result if it is marked with
     * {@link org.nmr.HandsOut}, or if the declared type of its result has one of the given names. The second also holds
     * for the methods of what is handed out. See {@link org.nmr.HandsOut} for what that means.
     *
     * <p>A call of a handed-out object is never led to another binding. After the end it throws
     * {@link org.nmr.DetachedException}.
     *
     * @param interfaces the interfaces, at least one and none twice
     * @param handedOut the names of types; a name that no method returns is no error
     * @return what makes the stand-ins
     * @throws NullPointerException if an argument or an element of it is {@code null}
     * @throws IllegalArgumentException if there are no stand-ins of these interfaces, or no counted view of a type that
     *     is handed out; the message names the type and the reason
     */
    StandIns standIns(List<Class<?>> interfaces, Set<String> handedOut);
}
