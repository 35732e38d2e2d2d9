// SPDX-License-Identifier: Apache-2.0
/**
 * Injects an Error at every allocation and method entry of the core, one at a time.
 *
 * <p>The classes here are shared; those of {@code rig} and the core itself are loaded anew, the core with probes.
 */
package org.nmr.registrar.injection;
