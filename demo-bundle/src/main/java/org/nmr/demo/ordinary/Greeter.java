// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo.ordinary;

/** The service. */
public interface Greeter {
    /** Takes as long as the trial says. */
    String greet(String name);
}
