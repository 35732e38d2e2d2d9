// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

/** The two sides of a link. */
public enum Role {
    /** The client's side. */
    CLIENT,
    /** The provider's side. */
    PROVIDER
}
