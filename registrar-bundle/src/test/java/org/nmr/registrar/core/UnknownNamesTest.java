// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.Answer;
import org.nmr.ProviderCharacteristics;
import org.nmr.RegistrationInstance;

/** A characteristic whose name begins as the registrar's own, and that nothing reads, is warned of. */
class UnknownNamesTest {
    @RegisterExtension
    final World world = new World();

    @ParameterizedTest
    @CsvSource({
        "nmr.rankng,nmr.ranking",
        "nmr.Ranking,nmr.ranking",
        "NMR.RANKING,nmr.ranking",
        "Nmr.unload.deadline,nmr.unload.deadline",
        "nmr.unload.deadlin,nmr.unload.deadline"
    })
    void register_unknownName_warnsWithTheNearestOne(String name, String nearest) {
        LiveModule module = world.module("m");
        for (int i = 0; i < 2; i++) {
            module.registerProvider(new ProviderCharacteristics<>(
                    World.NPI,
                    RegistrationInstance.of(World.NPI).withCharacteristic(name, 1),
                    proposal -> Answer.refuse("no")));
        }
        world.log.takeWarning(name, "The nearest known name is " + nearest);
        world.log.assertNoMoreWarnings();
    }

    @ParameterizedTest
    @CsvSource({"nmr", "nmrx.ranking", "my.nmr.ranking", "ranking"})
    void register_otherName_isTheModulesOwn(String name) {
        world.module("m")
                .registerProvider(new ProviderCharacteristics<>(
                        World.NPI,
                        RegistrationInstance.of(World.NPI).withCharacteristic(name, 1),
                        proposal -> Answer.refuse("no")));
        world.log.assertNoMoreWarnings();
    }
}
