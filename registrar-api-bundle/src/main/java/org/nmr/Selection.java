// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Objects;

/**
 * The providers that a client wants, and how many it wants at a time. The default is {@link #ALL}: every provider.
 *
 * <h2>The filter</h2>
 *
 * The filter is an LDAP filter of OSGi (RFC 1960), such as {@code (&(version.max>=2)(!(nmr.ranking<=0)))}. If a
 * provider does not match, the registrar does not propose it: it calls neither module and remembers nothing. The
 * registrar matches on the thread that would propose the pair, without a lock. Names are case-sensitive. A filter has
 * at most 65,536 characters, and at most 64 filters inside each other. The filter sees the provider's characteristics
 * and these attributes:
 *
 * <table>
 * <caption>Attributes that the registrar adds</caption>
 * <tr><th>name</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code nmr.npi}</td><td>String</td><td>the id of the NPI</td></tr>
 * <tr><td>{@code nmr.module}</td><td>String</td><td>the module id: a GUID as text, a LUID as decimal number</td></tr>
 * <tr><td>{@code nmr.number}</td><td>Integer</td><td>the implementation number</td></tr>
 * <tr><td>{@code nmr.version}</td><td>Integer</td><td>the version of the structure</td></tr>
 * <tr><td>{@code nmr.onBehalfOf}</td><td>String</td><td>for whom it is registered; absent if the owner has registered
 *     it for itself</td></tr>
 * <tr><td>{@code nmr.registration.id}</td><td>Long</td><td>the registrar's number of the registration</td></tr>
 * <tr><td>{@code nmr.owner.id}</td><td>Long</td><td>the bundle's id</td></tr>
 * <tr><td>{@code nmr.owner.name}</td><td>String</td><td>the bundle's symbolic name</td></tr>
 * <tr><td>{@code nmr.owner.version}</td><td>Version</td><td>the bundle's version, compared as a version</td></tr>
 * </table>
 *
 * The registrar refuses to register a provider if one of its characteristics has one of these names. So the owner that
 * the filter sees is the real one.
 *
 * <p>The filter sees the characteristics as they were at registration. It never calls code of the provider:
 *
 * <ul>
 * <li>Texts, booleans, characters, numbers of the JDK and OSGi versions are compared with their own types.
 * <li>An atomic number is read once, at registration.
 * <li>A {@code StringBuilder}, a constant of an enumeration, a value of {@code java.time}, a UUID and a URI are
 *     compared as texts.
 * <li>An array or collection matches if one of its first 1,000 elements matches.
 * <li>Any other value, including a map, matches only {@code (key=*)}.
 * </ul>
 *
 * <h2>One provider</h2>
 *
 * With {@link Cardinality#ONE} the client has at most one binding at any time.
 *
 * <ul>
 * <li>The registrar offers the matching providers to the client one by one until the client attaches to one. It begins
 *     with the highest {@linkplain ProviderCharacteristics#RANKING ranking}. Of equal rankings the provider that
 *     registered first comes first.
 * <li>A better provider that registers later does not replace the provider that is attached.
 * <li>When the binding is gone and both cleanups have returned, the registrar offers all matching providers anew, also
 *     those that were declined or that refused before. It does so on the thread that ended the binding.
 * <li>If one side has {@linkplain Binding#detach ended only the binding}, the registrar leaves this provider out once.
 * <li>If {@code attachProvider} had failed after the attach, or had ended the binding, the registrar offers only those
 *     providers that it has not offered yet.
 * <li>If a provider registers while another thread makes offers to this client, that thread offers it, too, possibly
 *     after {@code registerProvider} has returned.
 * <li>If a provider registers inside a callback of another provider's registration, the registrar offers it at once. So
 *     it comes before that other provider if the other one was not offered yet.
 * </ul>
 *
 * <h2>A required provider</h2>
 *
 * A client may {@linkplain #required() require} a provider: it cannot do its work while no provider is attached. This
 * does not change which pairs the registrar proposes, or when. It changes the answers of
 * {@link ClientRegistration#isSatisfied()}, {@link ModuleRegistrations#isSatisfied()} and the diagnostics, and when a
 * {@link Follower} of the module begins and ends. The four combinations are the cardinalities of Declarative Services:
 *
 * <table>
 * <caption>Cardinalities</caption>
 * <tr><th></th><th>nothing required</th><th>a provider required</th></tr>
 * <tr><td>one at a time</td><td>{@code best()}: 0..1</td><td>{@code best().required()}: 1..1</td></tr>
 * <tr><td>all</td><td>{@code ALL}: 0..n</td><td>{@code ALL.required()}: 1..n</td></tr>
 * </table>
 *
 * @param filter the LDAP filter; empty for every provider
 * @param cardinality how many bindings the client wants at a time
 * @param isRequired whether the client requires a provider
 * @since 1.0
 */
public record Selection(String filter, Cardinality cardinality, boolean isRequired) {
    /** The selection of every provider, which a client has by default. */
    public static final Selection ALL = new Selection("", Cardinality.ALL);

    private static final Selection BEST = new Selection("", Cardinality.ONE);

    /** The number of bindings that a client wants at a time. */
    public enum Cardinality {
        /** The client wants at most one binding, to the best provider that agrees. */
        ONE,
        /** The client wants one binding to each provider that agrees. */
        ALL
    }

    /**
     * Checks that the filter and the cardinality are there. The registrar checks whether the filter is valid when the
     * client registers.
     *
     * @param filter see {@link #filter()}
     * @param cardinality see {@link #cardinality()}
     * @param isRequired see {@link #isRequired()}
     * @throws NullPointerException if a component is {@code null}
     */
    public Selection {
        Objects.requireNonNull(filter, "selection: expected an LDAP filter or \"\", was null");
        Objects.requireNonNull(cardinality, "selection: expected a cardinality, was null");
    }

    /**
     * Makes a selection that requires no provider.
     *
     * @param filter the LDAP filter; empty for every provider
     * @param cardinality how many bindings the client wants at a time
     * @throws NullPointerException if an argument is {@code null}
     */
    public Selection(String filter, Cardinality cardinality) {
        this(filter, cardinality, /* isRequired= */ false);
    }

    /**
     * Selects every provider that matches.
     *
     * @param filter the LDAP filter; empty for every provider
     * @return the selection
     * @throws NullPointerException if the filter is {@code null}
     */
    public static Selection all(String filter) {
        return new Selection(filter, Cardinality.ALL);
    }

    /**
     * Selects the best provider of all.
     *
     * @return the selection
     */
    public static Selection best() {
        return BEST;
    }

    /**
     * Selects the best provider of those that match.
     *
     * @param filter the LDAP filter; empty for every provider
     * @return the selection
     * @throws NullPointerException if the filter is {@code null}
     */
    public static Selection best(String filter) {
        return new Selection(filter, Cardinality.ONE);
    }

    /**
     * Returns this selection for a client that requires a provider.
     *
     * @return a selection of the same providers
     */
    public Selection required() {
        return new Selection(filter, cardinality, /* isRequired= */ true);
    }
}
