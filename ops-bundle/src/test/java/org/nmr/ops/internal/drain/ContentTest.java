// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;

/** What is read as the new content of a bundle, and how much of it. */
@Timeout(60)
class ContentTest {
    private static final int MEGABYTE = 1 << 20;

    private final Bundle bundle = new FakeBundles().bundle(1);
    private int connectMillis;
    private int readMillis;

    private URL url(InputStream content) throws IOException {
        return new URL(null, "test:content", new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL opened) {
                return new URLConnection(opened) {
                    @Override
                    public void connect() {
                        connected = true;
                    }

                    @Override
                    public InputStream getInputStream() {
                        connectMillis = getConnectTimeout();
                        readMillis = getReadTimeout();
                        return content;
                    }
                };
            }
        });
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'x';
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            return length;
        }
    }

    @Test
    void read_endless_isRefusedWithTheLimit() throws Exception {
        URL url = url(new Endless());
        String message = assertThrows(Content.UnusableException.class, () -> Content.read(bundle, url, MEGABYTE))
                .getMessage();
        assertEquals(
                "expected at most 1 MB as the new content of b1 [1], was more. Drain it, then update and refresh it",
                message);
    }

    @Test
    void read_asMuchAsTheLimit_isRead() throws Exception {
        byte[] content = new byte[MEGABYTE];
        assertArrayEquals(content, Content.read(bundle, url(new ByteArrayInputStream(content)), MEGABYTE));
    }

    /** A server that says nothing must not hold up the caller. */
    @Test
    void read_any_hasTimeLimits() throws Exception {
        Content.read(bundle, url(InputStream.nullInputStream()), MEGABYTE);
        assertTrue(connectMillis > 0 && readMillis > 0, () -> connectMillis + " and " + readMillis);
    }

    @Test
    void read_heapIsFull_isRefused() throws Exception {
        URL url = url(new InputStream() {
            @Override
            public int read() {
                throw new OutOfMemoryError("Java heap space");
            }
        });
        String message = assertThrows(Content.UnusableException.class, () -> Content.read(bundle, url, MEGABYTE))
                .getMessage();
        assertTrue(message.startsWith("the heap has no room for the new content of b1 [1]"), message);
    }
}
