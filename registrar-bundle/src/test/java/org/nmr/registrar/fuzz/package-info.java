// SPDX-License-Identifier: Apache-2.0
/**
 * Random scripts of modules, played to the registrar and to a model of the contract; both must tell the same history.
 *
 * <p>{@link org.nmr.registrar.fuzz.Model} is written from the contract and the Javadoc of the API alone. Everything
 * here is for one thread.
 */
package org.nmr.registrar.fuzz;
