// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.curator.x.discovery.ServiceInstance;
import org.jspecify.annotations.Nullable;

/**
 * Makes addresses of the entries, as many as are believed. One record of the log says what is ignored, and that again
 * only after some time, because whoever may write to the ZooKeeper could fill the log. Not thread-safe.
 */
final class Entries {
    /** More nodes than a mesh of single links can have. */
    static final int MOST = 1_000;

    private static final Duration QUIET = Duration.ofMinutes(10);

    private final Settings settings;
    private final System.Logger log;

    /** When the log was written last; null if it was not. */
    private @Nullable Long said;

    Entries(Settings settings, System.Logger log) {
        this.settings = settings;
        this.log = log;
    }

    /** Returns the addresses of well-formed entries of other nodes, at most 1,000 of them. */
    Set<String> addresses(Collection<ServiceInstance<String>> entries, Optional<Address> own) {
        Set<String> all = new TreeSet<>();
        int malformed = 0;
        String example = "";
        for (ServiceInstance<String> entry : entries) {
            Optional<Address> address = InstanceJson.address(entry);
            if (address.isPresent()) {
                all.add(address.get().toString());
            } else {
                malformed++;
                example = String.valueOf(entry.getPayload());
            }
        }
        own.map(Address::toString).ifPresent(all::remove);
        if (malformed > 0) {
            say(malformed + " malformed: expected JSON with a host \"address\" and a \"port\" from 1 to 65535, was "
                    + example);
        }
        if (all.size() > MOST) {
            say((all.size() - MOST) + " too many: expected at most " + MOST + " addresses");
            return all.stream().limit(MOST).collect(Collectors.toCollection(TreeSet::new));
        }
        return all;
    }

    private void say(String what) {
        long now = System.nanoTime();
        if (said == null || now - said > QUIET.toNanos()) {
            said = now;
            log.log(
                    WARNING,
                    "ZooKeeper " + settings.connect() + ": entries of " + settings.folder() + " are ignored, " + what);
        }
    }
}
