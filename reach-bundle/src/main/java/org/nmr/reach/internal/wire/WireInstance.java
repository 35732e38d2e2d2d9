// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.wire;

import java.util.Map;

/**
 * The description of a registration as it crosses.
 *
 * @param id the number of the registration at its node
 * @param module the module id as text: a GUID, or {@code luid:} and a decimal number
 * @param number the implementation number
 * @param version the version of the structure
 * @param owner symbolic name, version and id of the bundle, for people
 * @param characteristics those whose values can cross: texts, booleans, numbers, and lists of them. Other values are
 *     left out
 */
public record WireInstance(
        long id, String module, int number, int version, String owner, Map<String, Object> characteristics) {}
