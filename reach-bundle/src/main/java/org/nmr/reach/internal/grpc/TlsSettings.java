// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import java.nio.file.Path;

/**
 * Where the certificates are, as PEM. They are read again when a file has changed.
 *
 * @param certificate this node's certificate, and those between it and its authority
 * @param key the private key of this node's certificate, PKCS#8, not encrypted
 * @param trust the certificates of the authorities, or of the other nodes themselves
 */
public record TlsSettings(Path certificate, Path key, Path trust) {}
