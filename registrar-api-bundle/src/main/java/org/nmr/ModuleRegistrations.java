package org.nmr;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The registrations of one network module: what it registers through this object is unloaded
 * together [C-158, C-167].
 *
 * @since 1.0
 */
@ProviderType
public interface ModuleRegistrations extends AutoCloseable {
    /**
     * Registers a client, as {@link NetworkModuleRegistrar#registerClient} does.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param client what to register
     * @return the handle, for a module that ends this registration before the others
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalArgumentException if the filter of its selection is invalid; nothing is registered
     * @throws IllegalStateException if the unload of this module has begun; nothing is registered
     */
    <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> client);

    /**
     * Registers a provider, as {@link NetworkModuleRegistrar#registerProvider} does.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param provider what to register
     * @return the handle, for a module that ends this registration before the others
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalArgumentException if a characteristic has the name of an attribute, see {@link Selection}; nothing is
     *     registered
     * @throws IllegalStateException if the unload of this module has begun; nothing is registered
     */
    <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider);

    /**
     * Starts the unload: deregisters everything and waits for nobody [C-159].
     *
     * <p>May be called again and inside callbacks; what is returned then is complete at the same moment.
     *
     * @return the end of all registrations of this module, and of its running {@code register}
     */
    Deregistration unload();

    /**
     * Unloads and waits until everything is detached and cleaned up [C-163, C-164, C-167].
     *
     * <p>May be called again and by several threads.
     *
     * @throws IllegalStateException as for {@link Deregistration#await()}; the unload has begun all the same
     */
    @Override
    void close();
}
