// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

/** A dispatch type with one method that does as little as possible. */
public interface Adder {
    /** Returns more than it is given. */
    int add(int number);
}
