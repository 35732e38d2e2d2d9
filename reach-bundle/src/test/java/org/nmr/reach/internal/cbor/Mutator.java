// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.cbor;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes bytes that are nearly right, from a seed. */
public final class Mutator {
    /** How many runs a fuzz test makes. */
    public static final int RUNS = Integer.getInteger("reach.fuzz.runs", 10_000);

    private static final int[] HEADS = {
        0x00, 0x17, 0x18, 0x1a, 0x1b, 0x20, 0x3b, 0x40, 0x41, 0x5b, 0x5f, 0x60, 0x61, 0x7b, 0x7f, 0x80, 0x81, 0x82,
        0x84, 0x9a, 0x9b, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xd8, 0xf4, 0xf5, 0xf6, 0xf7, 0xf9, 0xfa, 0xfb, 0xff
    };

    /** What may be needed beside what the bytes need: messages and stack traces of exceptions. */
    private static final long FIXED_MEMORY = 100_000;

    private static final int MEMORY_PER_BYTE = 200;

    private final Random random;
    private final List<byte[]> seeds;

    /** Makes one that begins with valid bytes. */
    public Mutator(long seed, List<byte[]> seeds) {
        this.random = new Random(seed);
        this.seeds = seeds;
    }

    /** Returns the next bytes. */
    public byte[] next() {
        return switch (random.nextInt(8)) {
            case 0 -> randomBytes();
            case 1 -> item();
            case 2 -> splice(seed(), seed());
            case 3 -> replaceItem(seed());
            default -> mutate(seed());
        };
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Returns a well-formed item. */
    private byte[] item() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        item(out, 0);
        return out.toByteArray();
    }

    private void item(ByteArrayOutputStream out, int depth) {
        int size = random.nextInt(4);
        switch (random.nextInt(depth > 5 ? 6 : 9)) {
            case 0 -> out.write(random.nextInt(24));
            case 1 -> out.write(0x20 | random.nextInt(24));
            case 2 -> out.write(0xf4 + random.nextInt(3));
            case 3 -> part(out, 0x40 | size, size);
            case 4 -> part(out, 0x60 | size, size);
            case 5 -> part(out, random.nextBoolean() ? 0x1b : 0xfb, 8);
            default -> {
                out.write(0x80 | size);
                for (int i = 0; i < size; i++) {
                    item(out, depth + 1);
                }
            }
        }
    }

    private void part(ByteArrayOutputStream out, int head, int size) {
        out.write(head);
        for (int i = 0; i < size; i++) {
            out.write(random.nextInt(i == 0 ? 0x7f : 0x80));
        }
    }

    private byte[] replaceItem(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        return concat(Arrays.copyOf(bytes, at), item(), Arrays.copyOfRange(bytes, at + 1, bytes.length));
    }

    private byte[] splice(byte[] first, byte[] second) {
        byte[] head = Arrays.copyOf(first, random.nextInt(first.length + 1));
        return concat(head, Arrays.copyOfRange(second, random.nextInt(second.length), second.length));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] each : parts) {
            out.writeBytes(each);
        }
        return out.toByteArray();
    }

    private byte[] mutate(byte[] bytes) {
        byte[] mutated = bytes.clone();
        for (int i = random.nextInt(3); i >= 0 && mutated.length > 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(5)) {
                case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutated[at] = (byte) HEADS[random.nextInt(HEADS.length)];
                case 2 -> mutated[at] += (byte) (random.nextBoolean() ? 1 : -1);
                case 3 -> mutated = Arrays.copyOf(mutated, at);
                default ->
                    mutated = concat(
                            Arrays.copyOf(mutated, at),
                            new byte[] {(byte) HEADS[random.nextInt(HEADS.length)]},
                            Arrays.copyOfRange(mutated, at, mutated.length));
            }
        }
        return mutated;
    }

    /**
     * Requires that work needs memory in proportion to its bytes.
     *
     * @param work what reads the bytes; it is repeated if it needs too much, because the first time loads classes
     */
    public static void requireLittleMemory(byte[] bytes, Runnable work) {
        long most = FIXED_MEMORY + (long) MEMORY_PER_BYTE * bytes.length;
        long first = allocatedBy(work);
        if (first > most) {
            long again = allocatedBy(work);
            if (again > most) {
                throw new AssertionError("expected at most " + most + " allocated bytes, were " + again);
            }
        }
    }

    private static long allocatedBy(Runnable work) {
        long before = allocated();
        work.run();
        return allocated() - before;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
