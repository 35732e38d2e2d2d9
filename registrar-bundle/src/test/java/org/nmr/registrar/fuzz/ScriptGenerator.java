// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes a script from a seed. */
final class ScriptGenerator {
    private static final int DEEPEST = 3;

    private final Random random;
    private int clients;
    private int providers;
    private int calls;

    private ScriptGenerator(long seed) {
        this.random = new Random(seed);
    }

    static Script script(long seed) {
        ScriptGenerator generator = new ScriptGenerator(seed);
        return new Script(generator.ops(3 + generator.random.nextInt(10), 0));
    }

    private List<Op> ops(int count, int depth) {
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ops.add(op(depth));
        }
        return ops;
    }

    private Op op(int depth) {
        return switch (random.nextInt(17)) {
            case 0, 1, 2, 3, 4 -> register(depth);
            case 5, 6 -> new Op.Deregister(anyId(depth));
            case 7 -> chance(3) ? new Op.CloseNow(anyId(depth)) : new Op.Close(anyId(depth));
            case 8 -> new Op.Await(anyId(depth));
            case 9 -> chance(3) ? new Op.Unload(random.nextInt(3)) : new Op.Deregister(anyId(depth));
            case 10, 11 -> new Op.Complete(role(), client(depth), provider(depth));
            case 12, 13 -> new Op.Enter(calls++, role(), client(depth), provider(depth));
            case 16 -> new Op.Detach(role(), client(depth), provider(depth));
            case 14 -> new Op.Leave(random.nextInt(calls + 1));
            default ->
                chance(4) ? new Op.LateAttach(client(depth), provider(depth)) : new Op.Leave(random.nextInt(calls + 1));
        };
    }

    private Op.Register register(int depth) {
        Role role = role();
        int id = role == Role.CLIENT ? 2 * clients++ : 2 * providers++ + 1;
        return new Op.Register(
                id,
                chance(6) ? 1 : 0,
                random.nextInt(3),
                role == Role.CLIENT && chance(3),
                role == Role.PROVIDER ? random.nextInt(3) : 0,
                reactions(depth, role == Role.CLIENT ? Kind.ATTACH_PROVIDER : Kind.ATTACH_CLIENT),
                reactions(depth, Kind.DETACH),
                reactions(depth, Kind.CLEANUP));
    }

    private enum Kind {
        ATTACH_PROVIDER,
        ATTACH_CLIENT,
        DETACH,
        CLEANUP
    }

    private List<Reaction> reactions(int depth, Kind kind) {
        List<Reaction> reactions = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            reactions.add(new Reaction(inside(depth, kind), ending(kind)));
        }
        return reactions;
    }

    private List<Op> inside(int depth, Kind kind) {
        List<Op> ops = new ArrayList<>(ops(depth < DEEPEST && chance(3) ? 1 + random.nextInt(2) : 0, depth + 1));
        if (kind == Kind.ATTACH_PROVIDER) {
            for (int tries = chance(5) ? random.nextInt(4) : 1; tries > 0; tries--) {
                ops.add(random.nextInt(ops.size() + 1), new Op.Attach());
            }
        }
        return ops;
    }

    private Ending ending(Kind kind) {
        if (chance(8)) {
            return Ending.THROW;
        }
        if (kind == Kind.CLEANUP || kind == Kind.ATTACH_PROVIDER) {
            return Ending.YES;
        }
        return chance(10) ? Ending.NULL : chance(3) ? Ending.NO : Ending.YES;
    }

    private boolean chance(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }

    private Role role() {
        return random.nextBoolean() ? Role.CLIENT : Role.PROVIDER;
    }

    private int anyId(int depth) {
        return role() == Role.CLIENT ? client(depth) : provider(depth);
    }

    private int client(int depth) {
        return depth > 0 && chance(2) || clients == 0 ? Op.THIS_CLIENT : 2 * random.nextInt(clients);
    }

    private int provider(int depth) {
        return depth > 0 && chance(2) || providers == 0 ? Op.THIS_PROVIDER : 2 * random.nextInt(providers) + 1;
    }
}
