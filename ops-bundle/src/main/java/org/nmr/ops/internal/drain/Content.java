// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.util.Optional;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** The new content of a bundle. It is read before anything changes, so that a wrong URL changes nothing. */
final class Content {
    /** The most that is read: more than any bundle should have, and less than would fill the heap. */
    private static final int LARGEST = 256 << 20;

    private static final String REPLACE_BY_HAND = ". Drain it, then update and refresh it";

    private static final int CONNECT_MILLIS = 10_000;

    /** How long a source may say nothing. */
    private static final int READ_MILLIS = 30_000;

    private Content() {}

    /** The content cannot be the new one of the bundle. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    static byte[] read(Bundle bundle, Optional<URL> from) throws UnusableException {
        byte[] bytes = read(bundle, from.isPresent() ? from.get() : origin(bundle), LARGEST);
        check(bundle, bytes);
        return bytes;
    }

    static byte[] read(Bundle bundle, URL url, int largest) throws UnusableException {
        byte[] bytes;
        try (InputStream in = open(url)) {
            bytes = in.readNBytes(largest + 1);
        } catch (IOException failed) {
            throw new UnusableException("cannot read the new content of " + Bundles.shown(bundle) + ": "
                    + failed.getClass().getSimpleName() + ": " + failed.getMessage());
        } catch (OutOfMemoryError full) {
            throw new UnusableException(
                    "the heap has no room for the new content of " + Bundles.shown(bundle) + REPLACE_BY_HAND);
        }
        if (bytes.length > largest) {
            throw new UnusableException("expected at most " + (largest >> 20) + " MB as the new content of "
                    + Bundles.shown(bundle) + ", was more" + REPLACE_BY_HAND);
        }
        return bytes;
    }

    private static InputStream open(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        return connection.getInputStream();
    }

    private static URL origin(Bundle bundle) throws UnusableException {
        String update = bundle.getHeaders("").get(Constants.BUNDLE_UPDATELOCATION);
        try {
            return new URL(update == null ? bundle.getLocation() : update);
        } catch (MalformedURLException none) {
            throw new UnusableException(
                    Bundles.shown(bundle) + " was not installed from a URL. Name that of the new content");
        }
    }

    /** The manifest need not be the first entry, so a jar without one at that place is left to the framework. */
    private static void check(Bundle bundle, byte[] bytes) throws UnusableException {
        Manifest manifest;
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bytes))) {
            manifest = jar.getManifest();
            if (manifest == null && jar.getNextEntry() == null) {
                throw new UnusableException("expected a jar as the new content of " + Bundles.shown(bundle));
            }
        } catch (IOException failed) {
            throw new UnusableException(
                    "expected a jar as the new content of " + Bundles.shown(bundle) + ", but " + failed.getMessage());
        }
        String name = manifest == null ? null : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
        String plain = name == null
                ? Bundles.name(bundle)
                : name.replaceFirst(";.*", "").strip();
        if (!plain.equals(Bundles.name(bundle))) {
            throw new UnusableException(
                    "expected a new " + Bundles.shown(bundle) + ", but the content is " + Texts.oneLine(plain));
        }
    }
}
