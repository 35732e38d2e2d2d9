package org.nmr.registrar.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of one registration: over when it has no binding left and no proposal runs [C-150]. */
final class RegistrationEnding extends Ending {
    private final RegistrationCore<?, ?> registration;

    RegistrationEnding(RegistrationCore<?, ?> registration) {
        this.registration = registration;
    }

    @Override
    void refuseInside(Thread thread) {
        registration.refuseInside(thread);
    }

    @Override
    List<String> outstanding() {
        return registration.outstanding();
    }

    /** Tells everybody who waits for these registrations; either may be null. Without monitor. */
    static void release(@Nullable RegistrationEnding client, @Nullable RegistrationEnding provider) {
        open(client);
        open(provider);
        complete(client);
        complete(provider);
    }

    private static void open(@Nullable RegistrationEnding ending) {
        if (ending != null) {
            ending.registration.forget();
            ending.open();
        }
    }

    private static void complete(@Nullable RegistrationEnding ending) {
        if (ending != null) {
            ending.complete();
        }
    }
}
