// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

/** The two sides of a binding. */
enum Role {
    CLIENT,
    PROVIDER;

    /** Clients have even numbers, providers odd ones, so that a number alone names a registration. */
    static Role of(int id) {
        return id % 2 == 0 ? CLIENT : PROVIDER;
    }

    static String name(int id) {
        return (of(id) == CLIENT ? "c" : "p") + id;
    }
}
