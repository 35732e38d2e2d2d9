// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

/**
 * What the core is asked to do by several threads at once; each begins with a new {@link Stage} and checks by itself.
 */
public enum Scenario {
    REGISTER_THREE(Registering::three),
    REGISTER_AND_CLOSE(Registering::andClose),
    REGISTER_CLIENT_AND_UNLOAD(Registering::clientAndUnload),
    REGISTER_PROVIDER_AND_UNLOAD(Registering::providerAndUnload),
    REGISTER_AND_UNLOAD_ALL(Registering::andUnloadAll),

    CLOSE_AND_CLOSE_AND_CALL(Ending::closeAndCloseAndCall),
    DEREGISTER_AND_DEREGISTER_AND_AWAIT(Ending::deregisterAndDeregisterAndAwait),
    CALL_AND_CALL_AND_CLOSE(Ending::callAndCallAndClose),
    COMPLETE_AND_RETURN_AND_CALL(Ending::completeAndReturnAndCall),
    COMPLETE_AND_COMPLETE_AND_AWAIT(Ending::completeAndCompleteAndAwait),
    COMPLETE_AND_LAST_CALL_AND_AWAIT(Ending::completeAndLastCallAndAwait),
    RESULT_AND_CLOSE_AND_CLOSE(Ending::resultAndCloseAndClose),

    CHOICE_OF_NEWCOMERS(Choosing::ofNewcomers),
    CHOICE_AND_MOVES(Choosing::andMoves),
    CHOICE_AND_CLIENT_CLOSES(Choosing::andClientCloses),

    FOLLOWED_WHILE_PROVIDERS_CHANGE(Following::whileProvidersChange),
    FOLLOWED_WHILE_THE_MODULE_UNLOADS(Following::whileTheModuleUnloads),

    CAPTURE_AND_PROVIDER_GOES(Capturing::andProviderGoes),
    CAPTURE_GIVES_UP(Capturing::givesUp),
    CAPTURE_AND_UNLOAD(Capturing::andUnload),

    REVOKE_AND_COMPLETE(Revoking::andComplete),
    REVOKE_AND_LEAVE(Revoking::andLeave),
    REVOKE_AND_RETURN_OF_DETACH(Revoking::andReturnOfDetach),

    REFUSED_INSIDE_A_CALL(Refusing::insideACall),
    REFUSED_INSIDE_A_CALLBACK(Refusing::insideACallback),

    CALLBACKS_THROW(Failing::callbacks),
    LOG_THROWS(Failing::log),
    CLOCK_THROWS(Failing::time);

    private final Runnable play;

    Scenario(Runnable play) {
        this.play = play;
    }

    /** Runs it once. */
    void play() {
        play.run();
    }
}
