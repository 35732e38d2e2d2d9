// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Objects;

/**
 * A Network Programming Interface: the contract between a client module and a provider module.
 *
 * <p>The id alone decides which clients are proposed to which providers [C-9, C-11]. The two sides call each other
 * through the dispatch types once they are attached [C-10, C-17]. {@link Void} stands for "this role has no dispatch"
 * [C-18, A-17]. {@code null} is never used.
 *
 * <p>If two registrations have the same id but different classes as dispatch types, the registrar does not propose them
 * to each other. Two classes with the same name but different class loaders are different, too. The registrar logs
 * which bundles differ.
 *
 * @param <C> the client dispatch type: the provider calls the client through it
 * @param <P> the provider dispatch type: the client calls the provider through it
 * @param id names of letters, digits, {@code _} and {@code -}, joined by single dots, such as
 *     {@code org.example.datagram} or a GUID in its usual text form [C-12]
 * @param clientDispatch the type of the client's dispatch, or {@code Void.class} for none
 * @param providerDispatch the type of the provider's dispatch, or {@code Void.class} for none
 * @since 1.0
 */
public record Npi<C, P>(String id, Class<C> clientDispatch, Class<P> providerDispatch) {
    /**
     * Checks the id and the types.
     *
     * @param id see {@link #id()}
     * @param clientDispatch see {@link #clientDispatch()}
     * @param providerDispatch see {@link #providerDispatch()}
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the id is malformed, or a dispatch type is primitive
     */
    public Npi {
        requireId(id);
        requireDispatch(id, "client", clientDispatch);
        requireDispatch(id, "provider", providerDispatch);
    }

    /**
     * Returns an NPI whose client has no dispatch: only the client calls the provider.
     *
     * @param <P> the provider dispatch type
     * @param id see {@link Npi}
     * @param providerDispatch the type of the provider's dispatch
     * @return the NPI
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the id is malformed, or the dispatch type is primitive
     */
    public static <P> Npi<Void, P> of(String id, Class<P> providerDispatch) {
        return new Npi<>(id, Void.class, providerDispatch);
    }

    /**
     * Returns an NPI whose provider has no dispatch: only the provider calls the client.
     *
     * @param <C> the client dispatch type
     * @param id see {@link Npi}
     * @param clientDispatch the type of the client's dispatch
     * @return the NPI
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the id is malformed, or the dispatch type is primitive
     */
    public static <C> Npi<C, Void> ofClientDispatch(String id, Class<C> clientDispatch) {
        return new Npi<>(id, clientDispatch, Void.class);
    }

    /**
     * Returns an NPI with a dispatch for both roles: both sides call each other.
     *
     * @param <C> the client dispatch type
     * @param <P> the provider dispatch type
     * @param id see {@link Npi}
     * @param clientDispatch the type of the client's dispatch
     * @param providerDispatch the type of the provider's dispatch
     * @return the NPI
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the id is malformed, or a dispatch type is primitive
     */
    public static <C, P> Npi<C, P> of(String id, Class<C> clientDispatch, Class<P> providerDispatch) {
        return new Npi<>(id, clientDispatch, providerDispatch);
    }

    static void requireId(String id) {
        Objects.requireNonNull(id, "NPI id: expected a name, was null");
        if (!isName(id)) {
            throw new IllegalArgumentException("NPI id: expected letters, digits, '_' and '-', joined by single dots"
                    + " (org.example.datagram), was \"" + Shown.of(id) + "\"");
        }
    }

    /** Returns the id for a message. */
    String shown() {
        return Shown.of(id);
    }

    private static boolean isName(String id) {
        boolean partIsEmpty = true;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!isNameCharacter(c) && (c != '.' || partIsEmpty)) {
                return false;
            }
            partIsEmpty = c == '.';
        }
        return !partIsEmpty;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private static void requireDispatch(String id, String role, Class<?> type) {
        Objects.requireNonNull(
                type,
                () -> "NPI " + Shown.of(id) + ": expected the type of the " + role + " dispatch, was null;"
                        + " use Void.class if this role has none");
        if (type.isPrimitive()) {
            throw new IllegalArgumentException("NPI " + Shown.of(id) + ": expected an interface or class as " + role
                    + " dispatch, was the primitive type " + type + "; use Void.class if this role has none");
        }
    }

    /** Returns the id. */
    @Override
    public String toString() {
        return id;
    }
}
