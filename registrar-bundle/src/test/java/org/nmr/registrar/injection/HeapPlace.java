// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.util.concurrent.Executor;

/** A heap that is filled to the end, but for some bytes. For one run, on the thread that asks for it. */
final class HeapPlace implements Place {
    /** The sizes of the pieces that fill the heap, the smallest last. */
    private static final int[] PIECES = {4 * 1024, 1};

    private final int bytes;
    private boolean wasExhausted;

    /** What fills the heap: each piece begins with a reference to the one before. */
    private Object[] filling;

    private byte[] left;

    /** The size of which no further piece has room. */
    private int full;

    HeapPlace(int bytes) {
        this.bytes = bytes;
    }

    @Override
    public Executor threads() {
        return Runnable::run; // the others would need room to begin
    }

    @Override
    public void take(Action action) throws Exception {
        left = new byte[bytes];
        try {
            fill();
            left = null;
            action.run();
        } catch (OutOfMemoryError end) {
            wasExhausted = true;
            throw end;
        } finally {
            makeRoom();
        }
    }

    private void fill() {
        for (int size : PIECES) {
            fill(size);
        }
    }

    private void fill(int size) {
        try {
            while (true) {
                Object[] piece = new Object[size];
                piece[0] = filling;
                filling = piece;
            }
        } catch (OutOfMemoryError end) {
            full = size;
        }
    }

    /** Whether the operation has thrown that there is no room. */
    boolean wasExhausted() {
        return wasExhausted;
    }

    @Override
    public void makeRoom() {
        filling = null;
    }

    @Override
    public boolean isExpected(Throwable any) {
        return any instanceof OutOfMemoryError;
    }

    @Override
    public boolean isReal() {
        return true;
    }
}
