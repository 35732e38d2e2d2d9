// SPDX-License-Identifier: Apache-2.0
/** Tests of the demo's own parts; the story is a test of everything else. */
package org.nmr.demo;
