// SPDX-License-Identifier: Apache-2.0
/** Tests of the guard: its answers one by one, and its races under stress, next to a weakened one that fails. */
package org.nmr.registrar.call;
