// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.provider;

import java.net.DatagramPacket;
import java.nio.ByteBuffer;

/** The form of a datagram on the wire: its number, 8 bytes, most significant first. */
final class Datagrams {
    private Datagrams() {}

    static DatagramPacket of(long number) {
        return new DatagramPacket(
                ByteBuffer.allocate(Long.BYTES).putLong(number).array(), Long.BYTES);
    }

    static DatagramPacket empty() {
        return new DatagramPacket(new byte[Long.BYTES], Long.BYTES);
    }

    static long numberOf(DatagramPacket packet) {
        return ByteBuffer.wrap(packet.getData()).getLong();
    }
}
