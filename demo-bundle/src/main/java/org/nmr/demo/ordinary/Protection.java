// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo.ordinary;

/** What the provider asks for; the service properties are all that differs. */
public enum Protection {
    /** Nothing. */
    PLAIN(""),
    /** That its end waits for the calls inside. */
    DRAINED("<property name=\"nmr.drain\" value=\"true\"/>"),
    /** Also that calls wait for the replacement. */
    HELD(DRAINED.elements + "<property name=\"nmr.drain.hold\" value=\"PT5S\"/>");

    private final String elements;

    Protection(String elements) {
        this.elements = elements;
    }

    /** Returns the elements for the description of the component. */
    String elements() {
        return elements;
    }
}
