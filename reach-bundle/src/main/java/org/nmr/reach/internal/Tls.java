// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal;

/**
 * The files of a node's certificate, in PEM.
 *
 * @param certificate its certificate chain
 * @param key its private key
 * @param trust the authorities whose certificates it trusts
 */
record Tls(String certificate, String key, String trust) {}
