// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import org.osgi.service.component.annotations.Component;

/** An ordinary component that goes only when no call is inside. */
@Component(property = "nmr.drain=true")
public final class DrainedGreeter implements Greeter {
    @Override
    public String greet(String name) {
        return "Hello, " + name;
    }
}
