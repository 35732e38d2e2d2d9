// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.HandsOut;

/** Types that cannot cross are refused when they are published, with a reason. */
class RefusedTypesTest {
    // each has one method, f

    /** Object. */
    public interface OfObject {
        void f(Object value);
    }

    /** A list of anything. */
    public interface OfWildcard {
        List<?> f();
    }

    /** A list of a super class. */
    public interface OfLowerBound {
        void f(List<? super String> values);
    }

    /** A raw type. */
    @SuppressWarnings("rawtypes")
    public interface OfRaw {
        void f(Map values);
    }

    /** A variable of a method. */
    public interface OfVariable {
        <T extends Comparable<T>> void f(T value);
    }

    /** A future. */
    public interface OfFuture {
        Future<String> f();
    }

    /** A stage as a parameter. */
    public interface OfStage {
        void f(CompletionStage<String> later);
    }

    /** A stage of a stage. */
    public interface OfNestedStage {
        CompletionStage<CompletionStage<String>> f();
    }

    /** A class of a collection. */
    public interface OfArrayList {
        ArrayList<String> f();
    }

    /** An interface. */
    public interface OfInterface {
        void f(Supplier<String> supplier);
    }

    /** Serializable. */
    public interface OfSerializable {
        void f(Serializable value);
    }

    /** A class. */
    public interface OfClass {
        void f(Thread thread);
    }

    /** Any enumeration. */
    public interface OfEnum {
        void f(Enum<?> value);
    }

    /** A set of arrays. */
    public interface OfSetOfArrays {
        Set<int[]> f();
    }

    /** Lists of nothing. */
    public interface OfVoids {
        List<Void> f();
    }

    /** A parameter that has no values. */
    public interface OfVoid {
        void f(Void nothing);
    }

    record Hidden(int x) {}

    /** A record that is not public. */
    public interface OfHiddenRecord {
        void f(Hidden hidden);
    }

    enum HiddenEnum {
        A
    }

    /** An enumeration that is not public. */
    public interface OfHiddenEnum {
        void f(HiddenEnum hidden);
    }

    /** A record with a component that cannot cross. */
    public record Holder(List<Optional<Object>> things) {}

    /** A record in a map. */
    public interface OfHolder {
        Map<String, Holder> f();
    }

    /** A record that grows. */
    public record Growing<T>(Growing<List<T>> more) {}

    /** A record that doubles. */
    public record Doubling<T>(Doubling<Map<T, T>> more) {}

    /** Grows. */
    public interface OfGrowing {
        void f(Growing<String> growing);
    }

    /** Doubles. */
    public interface OfDoubling {
        void f(Doubling<String> doubling);
    }

    /** Hands out. */
    public interface OfHandsOut {
        @HandsOut
        String f();
    }

    /** Inherits a mark. */
    public interface OfInheritedHandsOut extends OfHandsOut {
        @Override
        String f();
    }

    /** Would be called by the garbage collector. */
    public interface OfFinalize {
        void finalize();
    }

    /** Types that are no dispatch types. */
    interface NotPublic {}

    /** Sealed. */
    public sealed interface Sealed permits Permitted {}

    /** Permitted. */
    public static final class Permitted implements Sealed {}

    /** Generic. */
    public interface Generic<T> {
        T f();
    }

    interface HiddenBase {
        void f();
    }

    /** Declared by a hidden one. */
    public interface OfHiddenBase extends HiddenBase {}

    /** Extends a raw type. */
    @SuppressWarnings("rawtypes")
    public interface OfRawBase extends Generic {}

    static List<Arguments> refused() {
        return List.of(
                refused(OfObject.class, "f: parameter 1 Object: java.lang.Object cannot cross"),
                refused(OfWildcard.class, "f: result java.util.List<?>: java.lang.Object cannot cross"),
                refused(OfLowerBound.class, "f: ? super java.lang.String does not say which values it has"),
                refused(OfRaw.class, "f: type arguments are missing: Map does not say which values it has"),
                refused(OfVariable.class, "f: T does not say which values it has"),
                refused(OfFuture.class, "cannot cross: use CompletionStage"),
                refused(OfStage.class, "only the result itself of a method may be asynchronous"),
                refused(OfNestedStage.class, "only the result itself of a method may be asynchronous"),
                refused(OfArrayList.class, "java.util.ArrayList cannot cross: use List, Set, Map or Collection"),
                refused(OfInterface.class, "java.util.function.Supplier cannot cross: an interface does not say"),
                refused(OfSerializable.class, "java.io.Serializable cannot cross: an interface does not say"),
                refused(OfClass.class, "java.lang.Thread cannot cross: expected a primitive"),
                refused(OfEnum.class, "java.lang.Enum cannot cross"),
                refused(OfSetOfArrays.class, "arrays have no equals"),
                refused(OfVoids.class, "Void has no values"),
                refused(OfVoid.class, "f: parameter 1 Void: Void has no values"),
                refused(OfHiddenRecord.class, "expected a public record"),
                refused(OfHiddenEnum.class, "expected a public enumeration"),
                refused(OfHolder.class, "Holder.things: java.lang.Object cannot cross"),
                refused(OfGrowing.class, "types nest deeper than 64"),
                refused(OfDoubling.class, "it names more than 200 classes"),
                refused(OfHandsOut.class, "f: @HandsOut: an object of the peer cannot be handed out"),
                refused(OfInheritedHandsOut.class, "f: @HandsOut: an object of the peer cannot be handed out"),
                refused(OfFinalize.class, "the garbage collector would call it"),
                refused(NotPublic.class, "expected a public interface"),
                refused(Sealed.class, "expected an interface that is not sealed"),
                refused(Generic.class, "expected an interface without type variables"),
                refused(OfHiddenBase.class, "f: expected that a public interface declares it"),
                refused(OfRawBase.class, "type arguments are missing: Generic"),
                refused(String.class, "expected an interface"),
                refused(Override.class, "expected an interface"));
    }

    private static Arguments refused(Class<?> type, String reason) {
        return Arguments.of(type, reason);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void of_typeThatCannotCross_saysWhichAndWhy(Class<?> type, String reason) {
        String message = String.valueOf(
                assertThrows(CodecException.class, () -> DispatchType.of(type)).getMessage());
        assertTrue(message.startsWith(type.getTypeName() + ": "), message);
        assertTrue(message.contains(reason), message);
        assertEquals(1, message.lines().count(), message);
    }
}
