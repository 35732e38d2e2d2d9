// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Objects;

/**
 * Which providers a client wants to see, and how many it wants at a time. {@link #ALL} is the default and changes
 * nothing.
 *
 * <h2>The filter</h2>
 *
 * An LDAP filter as of OSGi (RFC 1960), such as {@code (&(version.max>=2)(!(nmr.ranking<=0)))}. A provider that does
 * not match is not proposed: nobody is called, nothing is remembered. It is matched on the thread that would propose
 * the pair, without a lock. Names are case-sensitive. The filter sees the provider's characteristics, and besides
 * them:
 *
 * <table>
 * <caption>Attributes that the registrar adds</caption>
 * <tr><th>name</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code nmr.npi}</td><td>String</td><td>the id of the NPI</td></tr>
 * <tr><td>{@code nmr.module}</td><td>String</td><td>the module id: a GUID as text, a LUID as decimal number</td></tr>
 * <tr><td>{@code nmr.number}</td><td>Integer</td><td>the implementation number</td></tr>
 * <tr><td>{@code nmr.version}</td><td>Integer</td><td>the version of the structure</td></tr>
 * <tr><td>{@code nmr.onBehalfOf}</td><td>String</td><td>whom it is registered for; absent if for the owner
 *     itself</td></tr>
 * <tr><td>{@code nmr.registration.id}</td><td>Long</td><td>the registrar's number of the registration</td></tr>
 * <tr><td>{@code nmr.owner.id}</td><td>Long</td><td>the bundle's id</td></tr>
 * <tr><td>{@code nmr.owner.name}</td><td>String</td><td>the bundle's symbolic name</td></tr>
 * <tr><td>{@code nmr.owner.version}</td><td>Version</td><td>the bundle's version, compared as a version</td></tr>
 * </table>
 *
 * A provider whose characteristics have one of these names is refused, so the owner is the real one.
 *
 * <p>The filter sees the characteristics as they were at registration. It never calls code of the provider:
 *
 * <ul>
 * <li>Texts, booleans, characters, numbers of the JDK and OSGi versions are compared as such.
 * <li>An atomic number is read once. A {@code StringBuilder}, a constant of an enumeration, a value of
 *     {@code java.time}, a UUID and a URI are compared as texts.
 * <li>An array or collection matches if one of its elements does; only the first 1,000 elements are looked at.
 * <li>Any other value, a map too, is present, as in {@code (key=*)}, and equal to nothing.
 * </ul>
 *
 * <h2>One provider</h2>
 *
 * With {@link Cardinality#ONE} the client has at most one binding at any time. It is offered the matching providers one
 * by one until it attaches to one: the highest {@linkplain ProviderCharacteristics#RANKING ranking} first, of equal
 * ones the one that registered first. A better provider that comes later does not displace the one that is attached.
 * When the binding is gone, up to both cleanups, all matching providers are offered anew, also those declined or
 * refused before, on the thread that ended it. A provider whose binding one side has {@linkplain Binding#detach ended
 * alone} is left out this time. After a binding whose {@code attachProvider} had failed or had ended it only the others
 * follow that were not offered yet. A provider that registers while offers are made on another thread is offered by
 * that thread, possibly after its {@code registerProvider} has returned. One that registers inside a callback of
 * another's registration is offered at once, and so before the other one, if that one's turn has not come.
 *
 * <h2>A required provider</h2>
 *
 * A client may {@linkplain #required() require} a provider: it cannot do its work while no provider is attached. This
 * changes nothing in what is proposed, to whom, or when. It changes what {@link ClientRegistration#isSatisfied()},
 * {@link ModuleRegistrations#isSatisfied()} and the diagnostics tell, and what {@linkplain Follower follows} the
 * module. The four combinations are the cardinalities of Declarative Services:
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
    /** Every provider: what a client gets that says nothing. */
    public static final Selection ALL = new Selection("", Cardinality.ALL);

    private static final Selection BEST = new Selection("", Cardinality.ONE);

    /** How many bindings a client wants at a time. */
    public enum Cardinality {
        /** At most one, to the best provider that agrees. */
        ONE,
        /** One to each provider that agrees. */
        ALL
    }

    /**
     * Checks that the filter and the cardinality are there. Whether the filter is valid is checked when the client
     * registers.
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
