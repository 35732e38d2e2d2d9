package org.example.greeter;

import org.nmr.Npi;
import org.osgi.annotation.versioning.ProviderType;

/** What clients call and providers implement. A new method breaks providers, but no client. */
@ProviderType
public interface Greeter {
    Npi<Void, Greeter> NPI = Npi.of("org.example.greeter", Greeter.class);

    String greet(String name);
}
