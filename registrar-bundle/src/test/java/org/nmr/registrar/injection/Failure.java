// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.util.List;

/**
 * What was wrong after one injection.
 *
 * @param of the operation and its case
 * @param mode what was thrown
 * @param index at which hit
 * @param site the place of that hit
 * @param wrong what was seen
 */
record Failure(Case of, Mode mode, int index, String site, List<String> wrong) {
    @Override
    public String toString() {
        return of + " " + mode + " " + index + " at " + site + ": " + String.join("; ", wrong);
    }
}
