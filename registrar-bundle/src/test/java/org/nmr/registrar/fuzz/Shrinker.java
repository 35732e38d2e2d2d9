// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes a failing script smaller, as long as it fails. */
final class Shrinker {
    private final Predicate<Script> fails;

    Shrinker(Predicate<Script> fails) {
        this.fails = fails;
    }

    /** Returns a script that fails, and that fails no more if any one thing in it is left out. */
    Script shrink(Script script) {
        Script smallest = script;
        for (boolean found = true; found; ) {
            Script before = smallest;
            smallest = candidates(before).filter(fails).findFirst().orElse(before);
            found = smallest != before;
        }
        return smallest;
    }

    private static Stream<Script> candidates(Script script) {
        return smallerOps(script.ops()).map(Script::new);
    }

    private static Stream<List<Op>> smallerOps(List<Op> ops) {
        return Stream.of(without(ops), unnested(ops), changed(ops, Shrinker::smaller))
                .flatMap(Function.identity());
    }

    /** With what is nested in one step played after it, or before it. */
    private static Stream<List<Op>> unnested(List<Op> ops) {
        return IntStream.range(0, ops.size()).boxed().flatMap(i -> {
            List<Op> inner = inner(ops.get(i));
            return inner.isEmpty()
                    ? Stream.empty()
                    : Stream.of(
                            replaced(ops, i, concat(List.of(flat(ops.get(i))), inner)),
                            replaced(ops, i, concat(inner, List.of(flat(ops.get(i))))));
        });
    }

    private static List<Op> inner(Op op) {
        return op instanceof Op.Register r
                ? Stream.of(r.attach(), r.detach(), r.cleanup())
                        .flatMap(List::stream)
                        .flatMap(reaction -> reaction.ops().stream())
                        .filter(step -> !(step instanceof Op.Attach))
                        .toList()
                : List.of();
    }

    private static Op flat(Op op) {
        return op instanceof Op.Register r ? of(r, flat(r.attach()), flat(r.detach()), flat(r.cleanup())) : op;
    }

    private static List<Reaction> flat(List<Reaction> reactions) {
        return reactions.stream()
                .map(reaction -> new Reaction(
                        reaction.ops().stream()
                                .filter(Op.Attach.class::isInstance)
                                .toList(),
                        reaction.ending()))
                .toList();
    }

    private static List<Op> concat(List<Op> first, List<Op> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static List<Op> replaced(List<Op> ops, int index, List<Op> by) {
        List<Op> other = new ArrayList<>(ops);
        other.remove(index);
        other.addAll(index, by);
        return other;
    }

    private static Stream<Op> smaller(Op op) {
        return op instanceof Op.Register register ? smaller(register) : Stream.empty();
    }

    private static Stream<Op> smaller(Op.Register r) {
        return Stream.of(
                        smallerReactions(r.attach()).map(attach -> of(r, attach, r.detach(), r.cleanup())),
                        smallerReactions(r.detach()).map(detach -> of(r, r.attach(), detach, r.cleanup())),
                        smallerReactions(r.cleanup()).map(cleanup -> of(r, r.attach(), r.detach(), cleanup)),
                        plainer(r))
                .flatMap(Function.identity());
    }

    private static Op of(Op.Register r, List<Reaction> attach, List<Reaction> detach, List<Reaction> cleanup) {
        return new Op.Register(r.id(), r.npi(), r.module(), r.best(), r.ranking(), attach, detach, cleanup);
    }

    /** With one attribute less. */
    private static Stream<Op> plainer(Op.Register r) {
        return Stream.<Op>of(
                        new Op.Register(
                                r.id(), 0, r.module(), r.best(), r.ranking(), r.attach(), r.detach(), r.cleanup()),
                        new Op.Register(r.id(), r.npi(), 0, r.best(), r.ranking(), r.attach(), r.detach(), r.cleanup()),
                        new Op.Register(
                                r.id(), r.npi(), r.module(), false, r.ranking(), r.attach(), r.detach(), r.cleanup()),
                        new Op.Register(r.id(), r.npi(), r.module(), r.best(), 0, r.attach(), r.detach(), r.cleanup()))
                .filter(op -> !op.equals(r));
    }

    private static Stream<List<Reaction>> smallerReactions(List<Reaction> reactions) {
        return Stream.concat(without(reactions), changed(reactions, Shrinker::smaller));
    }

    private static Stream<Reaction> smaller(Reaction reaction) {
        Stream<Reaction> fewer = smallerOps(reaction.ops()).map(ops -> new Reaction(ops, reaction.ending()));
        return reaction.ending() == Ending.YES
                ? fewer
                : Stream.concat(fewer, Stream.of(new Reaction(reaction.ops(), Ending.YES)));
    }

    /** Without half of it, a quarter, and so on. */
    private static <T> Stream<List<T>> without(List<T> list) {
        return Stream.iterate(list.size(), size -> size > 0, size -> size / 2)
                .flatMap(size -> Stream.iterate(0, from -> from < list.size(), from -> from + size)
                        .map(from -> without(list, from, Math.min(from + size, list.size()))));
    }

    private static <T> List<T> without(List<T> list, int from, int to) {
        List<T> rest = new ArrayList<>(list);
        rest.subList(from, to).clear();
        return rest;
    }

    /** With one element changed. */
    private static <T> Stream<List<T>> changed(List<T> list, Function<T, Stream<T>> change) {
        return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
                .flatMap(i -> change.apply(list.get(i)).map(element -> {
                    List<T> other = new ArrayList<>(list);
                    other.set(i, element);
                    return other;
                }));
    }
}
