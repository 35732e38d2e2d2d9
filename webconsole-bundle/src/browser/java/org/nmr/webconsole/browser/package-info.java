// SPDX-License-Identifier: Apache-2.0
/** The page in a real console and a real browser. */
package org.nmr.webconsole.browser;
