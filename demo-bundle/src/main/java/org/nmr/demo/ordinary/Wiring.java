// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo.ordinary;

/** How the consumer refers to the service. */
public enum Wiring {
    /** Without the service the component is deactivated; what DS does unless told otherwise. */
    STATIC("static", "1..1"),
    /** The component stays, with the service or without. */
    DYNAMIC("dynamic", "0..1");

    private final String policy;
    private final String cardinality;

    Wiring(String policy, String cardinality) {
        this.policy = policy;
        this.cardinality = cardinality;
    }

    /** Returns the attributes for the description of the component. */
    String attributes() {
        return "policy=\"" + policy + "\" cardinality=\"" + cardinality + "\"";
    }
}
