// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.util.ArrayDeque;
import java.util.Deque;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientModule;
import org.nmr.ClientProposal;
import org.nmr.DetachStatus;
import org.nmr.ProviderModule;
import org.nmr.ProviderProposal;

/** The callbacks of one registration, as its script has them. */
final class Actor implements ClientModule<String, String>, ProviderModule<String, String> {
    private final Stage stage;
    private final int id;
    private final Deque<Reaction> attach;
    private final Deque<Reaction> detach;
    private final Deque<Reaction> cleanup;
    private int tries;

    Actor(Stage stage, Op.Register script) {
        this.stage = stage;
        this.id = script.id();
        this.attach = new ArrayDeque<>(script.attach());
        this.detach = new ArrayDeque<>(script.detach());
        this.cleanup = new ArrayDeque<>(script.cleanup());
    }

    @Override
    public void attachProvider(ProviderProposal<String, String> proposal) {
        Pair pair = new Pair(id, proposal.provider().number());
        stage.handle(id, proposal.registration());
        stage.proposed(pair, proposal);
        Here here =
                new Here(id, pair.provider(), to -> to.attach(proposal, new Context(Role.CLIENT, pair), dispatch()));
        Ending ending = react("attachProvider", pair.provider(), next(attach, Reaction.ATTACH), here);
        stage.returned(pair);
        fail(ending);
    }

    @Override
    public Answer<String> attachClient(ClientProposal<String> proposal) {
        Pair pair = new Pair(proposal.client().number(), id);
        stage.handle(id, proposal.registration());
        stage.side(Role.PROVIDER, pair, proposal.binding());
        Ending ending = react("attachClient", pair.client(), next(attach, Reaction.YES), new Here(pair.client(), id));
        fail(ending);
        return switch (ending) {
            case NO -> Answer.refuse("no");
            case NULL -> null;
            default -> Answer.accept(new Context(Role.PROVIDER, pair), dispatch());
        };
    }

    /** Another one for each try. */
    private String dispatch() {
        return Role.name(id) + "." + ++tries;
    }

    private static Reaction next(Deque<Reaction> reactions, Reaction usual) {
        return reactions.isEmpty() ? usual : reactions.pop();
    }

    private Ending react(String callback, int peer, Reaction reaction, Here here) {
        stage.trace().record(callback + " " + Role.name(id) + " " + Role.name(peer));
        stage.trace().inside(() -> stage.play(reaction.ops(), here));
        return reaction.ending();
    }

    private static void fail(Ending ending) {
        if (ending == Ending.THROW) {
            throw new Failure();
        }
    }

    /** What a callback throws. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure() {
            super("as the script says", null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        }
    }

    /** One side of a binding. */
    final class Context implements BindingContext {
        private final Role role;
        private final Pair pair;

        Context(Role role, Pair pair) {
            this.role = role;
            this.pair = pair;
        }

        private int peer() {
            return role == Role.CLIENT ? pair.provider() : pair.client();
        }

        @Override
        public DetachStatus detach() {
            Ending ending =
                    react("detach", peer(), next(detach, Reaction.YES), new Here(pair.client(), pair.provider()));
            fail(ending);
            if (ending == Ending.NO) {
                stage.pending(role, pair);
            }
            return switch (ending) {
                case NO -> DetachStatus.PENDING;
                case NULL -> null;
                default -> DetachStatus.COMPLETE;
            };
        }

        @Override
        public void cleanup() {
            fail(react("cleanup", peer(), next(cleanup, Reaction.YES), new Here(pair.client(), pair.provider())));
        }

        /** How the callbacks of this side end in the trace. */
        @Override
        public String toString() {
            return Role.name(id) + " " + Role.name(peer());
        }
    }
}
