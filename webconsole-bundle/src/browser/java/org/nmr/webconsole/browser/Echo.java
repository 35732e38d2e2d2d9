// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole.browser;

/** What a provider of the test does: nothing, or it stays inside as long as the test wants. */
public interface Echo {
    /** The client calls it. */
    void call();
}
