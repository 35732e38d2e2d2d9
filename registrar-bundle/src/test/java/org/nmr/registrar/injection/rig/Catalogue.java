// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.nmr.registrar.injection.Case;

/** All operations, each in several ways. */
public final class Catalogue implements Supplier<List<Case>> {
    private final List<Case> cases = new ArrayList<>();

    /** Lists them. */
    public Catalogue() {
        new RegisterCases(this).add();
        new DetachCases(this).add();
        new UnloadCases(this).add();
        new CallCases(this).add();
        new StandInCases(this).add();
        new CaptureCases(this).add();
        new ReentrantCases(this).add();
        new NoticeCases(this).add();
        new ListenerCases(this).add();
        new FollowerCases(this).add();
    }

    Catalogue add(String operation, String name, Scenario.Step preparation, Scenario.Step step) {
        cases.add(new Scenario(operation, name, preparation, step));
        return this;
    }

    @Override
    public List<Case> get() {
        return List.copyOf(cases);
    }
}
