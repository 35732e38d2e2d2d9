// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nmr.CaptureRequest;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleId;
import org.nmr.Npi;
import org.nmr.NpiRegistrar;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;
import org.nmr.Selection;
import org.nmr.itests.npi.Greeter;
import org.nmr.itests.npi.Listener;
import org.nmr.itests.shared.Scenario;
import org.osgi.framework.Bundle;

/**
 * The registrations of one module, read from text.
 *
 * @param scenario what they do
 * @param text such as {@code client:c1:npi.a,provider:p1:npi.b,capture:x:npi.a:PT1S}
 * @param characteristics what each has besides its label
 * @param selection which providers the clients want
 */
record Roles(Scenario scenario, String text, Map<String, Object> characteristics, Selection selection) {
    /** The manifest header with the registrations. */
    private static final String ROLES = "Itest-Roles";

    /** The manifest header with the characteristics, such as {@code name=value,name=value}; may be missing. */
    private static final String CHARACTERISTICS = "Itest-Characteristics";

    /** The manifest headers with the clients' selection; may be missing. */
    private static final String FILTER = "Itest-Filter";

    private static final String CARDINALITY = "Itest-Cardinality";

    private static final String REQUIRED = "Itest-Required";

    private static final String LABEL = "label";
    private static final Owner FORGED = new Owner(4711, "forged", "6.6.6");

    static Roles of(Bundle bundle, Scenario scenario) {
        Dictionary<String, String> headers = bundle.getHeaders();
        return new Roles(
                scenario,
                headers.get(ROLES),
                characteristics(headers.get(CHARACTERISTICS)),
                selection(headers.get(FILTER), headers.get(CARDINALITY), headers.get(REQUIRED) != null));
    }

    private static Map<String, Object> characteristics(@Nullable String given) {
        Map<String, Object> characteristics = new HashMap<>();
        for (String each : given == null ? new String[0] : given.split(",", -1)) {
            String value = each.split("=", -1)[1];
            characteristics.put(each.split("=", -1)[0], value.matches("-?[0-9]+") ? Integer.valueOf(value) : value);
        }
        return characteristics;
    }

    private static Selection selection(@Nullable String filter, @Nullable String cardinality, boolean isRequired) {
        return new Selection(
                filter == null ? "" : filter,
                cardinality == null ? Selection.Cardinality.ALL : Selection.Cardinality.valueOf(cardinality),
                isRequired);
    }

    /** Returns one of these registrations with a part of the text. */
    Roles only(String role) {
        return new Roles(scenario, role, characteristics, selection);
    }

    static String label(RegistrationInstance instance) {
        return String.valueOf(instance.characteristics().get(LABEL));
    }

    List<Registration> register(NpiRegistrar nmr) {
        List<Registration> made = new ArrayList<>();
        for (String role : text.split(",", -1)) {
            String[] part = role.split(":", -1);
            Npi<Listener, Greeter> npi = Npi.of(part[2], Listener.class, Greeter.class);
            switch (part[0]) {
                case "client" -> made.add(nmr.registerClient(client(npi, part[1])));
                case "provider" -> made.add(nmr.registerProvider(provider(npi, part[1])));
                default -> capture(npi, part[1], Duration.parse(part[3]), nmr).offer();
            }
        }
        return made;
    }

    private ClientCharacteristics<Listener, Greeter> client(Npi<Listener, Greeter> npi, String label) {
        return new ClientCharacteristics<>(npi, instance(npi, label), new ScriptedClient(scenario, label), selection);
    }

    private ScriptedCapture capture(Npi<Listener, Greeter> npi, String label, Duration atMost, NpiRegistrar nmr) {
        CaptureRequest<Listener, Greeter> request = CaptureRequest.of(
                        npi, (Listener) news -> scenario.ask(label + " hears " + news))
                .withFilter(selection.filter())
                .withInstance(instance(npi, label));
        return new ScriptedCapture(scenario, label, () -> nmr.capture(request, atMost));
    }

    private ProviderCharacteristics<Listener, Greeter> provider(Npi<Listener, Greeter> npi, String label) {
        return new ProviderCharacteristics<>(npi, instance(npi, label), new ScriptedProvider(scenario, label));
    }

    /** Every module tries to pass for another one; the registrar must not believe it. */
    private RegistrationInstance instance(Npi<Listener, Greeter> npi, String label) {
        RegistrationInstance instance =
                new RegistrationInstance(npi.id(), ModuleId.UNSPECIFIED, 0, 0, Map.of(LABEL, label), "", FORGED, 0);
        for (Map.Entry<String, Object> each : characteristics.entrySet()) {
            instance = instance.withCharacteristic(each.getKey(), each.getValue());
        }
        return instance;
    }
}
