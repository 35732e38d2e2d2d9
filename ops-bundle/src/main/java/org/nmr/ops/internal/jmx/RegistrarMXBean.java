// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jmx;

/** What JMX shows of a registrar. {@code docs/monitoring.md} has the names, their units and their meaning. */
public interface RegistrarMXBean {
    /** Returns the UUID of the framework. */
    String getFramework();

    /** Returns the number of registrations. */
    int getRegistrationCount();

    /** Returns the number of bindings and running proposals. */
    int getBindingCount();

    /** Returns the number of calls that are inside a module. */
    int getCallsInFlight();

    /** Returns the number of ends in progress. */
    int getUnloadCount();

    /** Returns the number of pairs that were attached so far. */
    long getAttachedCount();

    /** Returns the number of tries to attach that providers have refused so far. */
    long getRefusedCount();

    /** Returns the number of pairs that have failed so far. */
    long getFailedCount();

    /** Returns the number of calls that were abandoned so far. */
    long getAbandonedCallCount();

    /** Returns the last revocations, the newest first. */
    String[] getRevocations();

    /** Returns the bindings. */
    BindingRow[] getBindings();

    /** Returns the ends in progress, the oldest first. */
    UnloadRow[] getUnloads();

    /** Returns what does not go on, and why, as text; empty if nothing is wrong. */
    String getFindings();

    /** Returns the same as JSON. */
    String getFindingsJson();

    /** Returns everything as JSON. */
    String getRegistrarJson();

    /**
     * Says why one bundle, module or NPI does not go on.
     *
     * @param name the id or symbolic name of a bundle, the name of a module, or the id of an NPI
     */
    String why(String name);

    /**
     * Revokes a binding that holds up an unload.
     *
     * @param id the id of the binding
     */
    String revoke(String id);
}
