// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.text;

import java.util.concurrent.locks.LockSupport;

/** A value of a module's own class that throws an Error, or blocks, whatever it is asked. */
public final class HostileValue extends Number implements Comparable<HostileValue>, CharSequence {
    private static final long serialVersionUID = 1L;

    private final boolean blocks;

    /** Makes a value that blocks, or one that throws. */
    public HostileValue(boolean blocks) {
        this.blocks = blocks;
    }

    /** What a filter would make of its own value. */
    public HostileValue(String value) {
        this(/* blocks= */ false);
        throw fail();
    }

    private Error fail() {
        while (blocks) {
            LockSupport.park();
        }
        throw new Error("hostile");
    }

    @Override
    public int intValue() {
        throw fail();
    }

    @Override
    public long longValue() {
        throw fail();
    }

    @Override
    public float floatValue() {
        throw fail();
    }

    @Override
    public double doubleValue() {
        throw fail();
    }

    @Override
    public int compareTo(HostileValue other) {
        throw fail();
    }

    @Override
    public int length() {
        throw fail();
    }

    @Override
    public char charAt(int index) {
        throw fail();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        throw fail();
    }

    @Override
    public boolean equals(Object other) {
        throw fail();
    }

    @Override
    public int hashCode() {
        throw fail();
    }

    @Override
    public String toString() {
        throw fail();
    }
}
