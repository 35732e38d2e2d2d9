package org.nmr.itests.modules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;
import org.nmr.itests.npi.Greeter;
import org.nmr.itests.npi.Listener;
import org.nmr.itests.shared.Scenario;
import org.osgi.framework.Bundle;

/**
 * The registrations of one module, read from text.
 *
 * @param scenario what they do
 * @param text such as {@code client:c1:npi.a,provider:p1:npi.b}
 * @param characteristics what each has besides its label
 */
record Roles(Scenario scenario, String text, Map<String, String> characteristics) {
    /** The manifest header with the registrations. */
    private static final String ROLES = "Itest-Roles";

    /** The manifest header with the characteristics, such as {@code name=value,name=value}; may be missing. */
    private static final String CHARACTERISTICS = "Itest-Characteristics";

    private static final String LABEL = "label";
    private static final Owner FORGED = new Owner(4711, "forged", "6.6.6");

    static Roles of(Bundle bundle, Scenario scenario) {
        Map<String, String> characteristics = new HashMap<>();
        String given = bundle.getHeaders().get(CHARACTERISTICS);
        for (String each : given == null ? new String[0] : given.split(",", -1)) {
            characteristics.put(each.split("=", -1)[0], each.split("=", -1)[1]);
        }
        return new Roles(scenario, bundle.getHeaders().get(ROLES), characteristics);
    }

    /** Returns one of these registrations with a part of the text. */
    Roles only(String role) {
        return new Roles(scenario, role, characteristics);
    }

    List<Registration> register(ModuleRegistrations nmr) {
        return register(nmr::registerClient, nmr::registerProvider);
    }

    List<Registration> register(NetworkModuleRegistrar nmr) {
        return register(nmr::registerClient, nmr::registerProvider);
    }

    static String label(RegistrationInstance instance) {
        return String.valueOf(instance.characteristics().get(LABEL));
    }

    private List<Registration> register(
            Function<ClientCharacteristics<Listener, Greeter>, Registration> clients,
            Function<ProviderCharacteristics<Listener, Greeter>, Registration> providers) {
        List<Registration> made = new ArrayList<>();
        for (String role : text.split(",", -1)) {
            String[] part = role.split(":", -1);
            Npi<Listener, Greeter> npi = Npi.of(part[2], Listener.class, Greeter.class);
            made.add(
                    part[0].equals("client")
                            ? clients.apply(client(npi, part[1]))
                            : providers.apply(provider(npi, part[1])));
        }
        return made;
    }

    private ClientCharacteristics<Listener, Greeter> client(Npi<Listener, Greeter> npi, String label) {
        return new ClientCharacteristics<>(npi, instance(npi, label), new ScriptedClient(scenario, label));
    }

    private ProviderCharacteristics<Listener, Greeter> provider(Npi<Listener, Greeter> npi, String label) {
        return new ProviderCharacteristics<>(npi, instance(npi, label), new ScriptedProvider(scenario, label));
    }

    /** Every module tries to pass for another one; the registrar must not believe it. */
    private RegistrationInstance instance(Npi<Listener, Greeter> npi, String label) {
        RegistrationInstance instance =
                RegistrationInstance.of(npi).withCharacteristic(LABEL, label).withOwner(FORGED);
        for (Map.Entry<String, String> each : characteristics.entrySet()) {
            instance = instance.withCharacteristic(each.getKey(), each.getValue());
        }
        return instance;
    }
}
