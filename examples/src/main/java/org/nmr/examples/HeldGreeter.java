// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import org.osgi.service.component.annotations.Component;

/** An ordinary component whose callers wait up to five seconds for the next one while it is updated. */
@Component(property = {"nmr.drain=true", "nmr.drain.hold=PT5S"})
public final class HeldGreeter implements Greeter {
    @Override
    public String greet(String name) {
        return "Hello, " + name;
    }
}
