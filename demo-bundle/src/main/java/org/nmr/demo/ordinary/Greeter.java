// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo.ordinary;

/** The service. */
public interface Greeter {
    /** Takes about a millisecond. */
    String greet(String name);
}
