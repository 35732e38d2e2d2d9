// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

/** What a run counts, so that nobody takes an empty run for a good one. */
public enum Count {
    /** Modules that began and ended. */
    CYCLES,
    /** Modules that have begun. */
    STARTS,
    /** Modules whose {@code stop()} has come to its end. */
    STOPS,
    /** Updates of a bundle that went through. */
    UPDATES,
    /** Refreshes of one or several bundles that went through. */
    REFRESHES,
    /** Bundles that were uninstalled. */
    UNINSTALLS,
    /** Bundles that were installed. */
    INSTALLS,
    /** Restarts of the registrar. */
    REGISTRAR_RESTARTS,
    /** Operations that a framework did not want to do now. */
    REFUSED_OPERATIONS,
    /** Operations that have failed because a module threw on purpose. */
    INTENDED_FAILURES,
    /** Starts with the context of the last stop, which has thrown: Equinox keeps it. */
    STALE_CONTEXTS,
    /** Starts in which Equinox did not find the class of the bundle's activator while another thread refreshed it. */
    ACTIVATORS_NOT_FOUND,
    /** Objects that Felix had taken back while their service was unregistered, so that it did not know them. */
    OBJECTS_TAKEN_BACK,
    /** Counted calls through a view. */
    CALLS_BY_VIEW,
    /** Counted calls by hand. */
    CALLS_BY_HAND,
    /** Counted calls that returned before they were over. */
    CALLS_ASYNC,
    /** Calls from inside a call, to where it came from. */
    CALLS_BACK,
    /** Calls that lasted into the detach. */
    CALLS_DURING_DETACH,
    /** Calls that came too late, and were told so. */
    CALLS_REFUSED,
    /** Calls in which the called module threw on purpose. */
    CALLS_FAILED,
    /** Sides that were attached. */
    ATTACHED,
    /** Sides that were detached. */
    DETACHED,
    /** Sides that a client has disowned after it was attached. */
    DISOWNED,
    /** Pairs that a provider has refused, or that have failed. */
    DECLINED,
    /** Sides that answered PENDING. */
    PENDING,
    /** Registrations from inside callbacks. */
    NESTED,
    /** Registrations that a module ended before its bundle stopped. */
    CLOSED_EARLY,
    /** Registrations that came too late, and were told so. */
    REGISTRATIONS_REFUSED,
    /** Warnings of the registrar about what a module threw on purpose. */
    EXPECTED_WARNINGS,
    /** Warnings of the registrar about waits of several seconds. */
    LONG_WAITS,
    /** Interrupts that a module or an operation has seen; Felix sends them to break its own deadlocks. */
    INTERRUPTS,
    /** Plain bundles that began and ended. */
    PLAIN_CYCLES,
    /** Plain services that have asked to be drained. */
    DRAINED_SERVICES,
    /** Services that their provider ended, and registered anew. */
    DRAINED_AGAIN,
    /** Calls of services through stand-ins that were answered. */
    DRAINED_CALLS,
    /** Such calls that returned before they were over. */
    DRAINED_ASYNC,
    /** Such calls that lasted into the end of the service. */
    DRAINED_DURING_END,
    /** Such calls that were refused as unregistered. */
    DRAINED_REFUSED,
    /** Such calls in which the service threw on purpose. */
    DRAINED_FAILED,
    /** Such calls while the consumer is told that the service goes. */
    DRAINED_GOODBYES,
    /** Objects that stand-ins have handed out. */
    HANDED_OUT,
    /** Services that had gone when a consumer asked for their object. */
    NOT_GOT,
    /** Stand-ins that gave a consumer no object, because the service was going; the framework reports it. */
    NO_OBJECTS,
    /** Calls without a stand-in, because nothing drained when the service was got. */
    PLAIN_CALLS,
    /** Such calls that were cut off or late, as plain OSGi does it. */
    PLAIN_CUT,
    /** Changes of a service's properties. */
    PROPERTY_CHANGES,
    /** Restarts of what drains. */
    DRAIN_RESTARTS,
    /** Updates of what drains. */
    DRAIN_UPDATES,
    /** Times at which an operator has ended all holds. */
    RELEASES,
    /** Warnings of what drains about consumers that came when a service was going. */
    DRAIN_WARNINGS
}
