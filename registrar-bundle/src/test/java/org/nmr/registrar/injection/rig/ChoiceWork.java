// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.function.BiFunction;
import org.nmr.ProviderCharacteristics;
import org.nmr.registrar.injection.Case;

/** Steps of many clients that want the best of many providers. */
public final class ChoiceWork {
    private ChoiceWork() {}

    /** The clients register. */
    public static final class Join implements BiFunction<Integer, Integer, Case> {
        @Override
        public Case apply(Integer clients, Integer providers) {
            return of(rig -> register(rig, providers), rig -> best(rig, clients));
        }
    }

    /** The best provider of all is closed, so each client gets the next. */
    public static final class Close implements BiFunction<Integer, Integer, Case> {
        @Override
        public Case apply(Integer clients, Integer providers) {
            return of(
                    rig -> {
                        register(rig, providers);
                        best(rig, clients);
                    },
                    rig -> rig.provider("p" + providers).close());
        }
    }

    /** One more provider registers, which is better than all, and each client has one. */
    public static final class Offer implements BiFunction<Integer, Integer, Case> {
        @Override
        public Case apply(Integer clients, Integer providers) {
            return of(
                    rig -> {
                        register(rig, providers);
                        best(rig, clients);
                        rig.provider("p");
                    },
                    rig -> rig.provider("p").register());
        }
    }

    private static Case of(Scenario.Step preparation, Scenario.Step step) {
        return new Scenario("choice", "work", preparation, step);
    }

    /** The best comes last, which is the worst order for who sorts while they come. */
    private static void register(Rig rig, int providers) {
        for (int i = 1; i <= providers; i++) {
            rig.provider("p" + i).characteristics.put(ProviderCharacteristics.RANKING, i);
        }
        rig.providers(providers);
    }

    private static void best(Rig rig, int clients) {
        for (int i = 1; i <= clients; i++) {
            rig.client("c" + i).best().register();
        }
    }
}
