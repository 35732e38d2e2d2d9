// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

/** The role of one registration. */
public enum Role {
    /** Asks providers. */
    CLIENT,
    /** Answers clients. */
    PROVIDER;

    Role opposite() {
        return this == CLIENT ? PROVIDER : CLIENT;
    }
}
