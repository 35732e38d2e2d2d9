// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.shared;

/** An ordinary service, whose users and providers know nothing of this project. */
@FunctionalInterface
public interface Work {
    /** Works on something; throws if the provider has ended meanwhile, which is a call that was cut off. */
    String on(String what);
}
