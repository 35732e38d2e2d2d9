// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

/** The configuration of the component, with the PID {@code org.nmr.sample.client}. */
public @interface Settings {
    /**
     * How many threads send.
     *
     * @return the number; 0 for the framework property {@code nmr.sample.client.senders}, or 8 if there is none
     */
    int senders() default 0;
}
