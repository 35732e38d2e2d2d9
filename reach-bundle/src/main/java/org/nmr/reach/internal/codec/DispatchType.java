// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dispatch interface that was checked: its methods in a fixed order, and how their arguments and results are encoded.
 * Immutable; any thread may call all methods. Made once for each type, on a thread that may do slow work.
 */
public interface DispatchType {
    /**
     * Checks a type and prepares its codec.
     *
     * @param type a dispatch type of an NPI; {@code Void.class} has no methods
     * @return the dispatch type
     * @throws CodecException if a type cannot cross; the message names method, type and reason
     */
    static DispatchType of(Class<?> type) throws CodecException {
        return CheckedType.of(type);
    }

    /** The interface. */
    Class<?> type();

    /**
     * The methods, each with a digest of the shape of all types that it names, such as
     * {@code greet(String)String#1f0c9a2e}, sorted. Two nodes understand each other if and
     * only if these lists are equal.
     */
    List<String> methods();

    /**
     * Says what differs from a peer's list, one line that names the first methods; empty if nothing does.
     *
     * @param theirs the peer's {@link #methods()}
     */
    Optional<String> difference(List<String> theirs);

    /** The method with a number, or {@code null} if there is none. */
    @Nullable
    Method method(int number);

    /** The number of a method; a default method has one, too. -1 for those of Object. */
    int number(Method method);

    /** Whether the result is a {@code CompletionStage} or {@code CompletableFuture}. */
    boolean isAsynchronous(int number);

    /** Encodes arguments. */
    byte[] encodeArguments(int number, @Nullable Object @Nullable [] arguments) throws CodecException;

    /** Decodes arguments. */
    @Nullable
    Object @Nullable [] decodeArguments(int number, byte[] bytes) throws CodecException;

    /** Encodes a result: of an asynchronous method, the value that the stage has. */
    byte[] encodeResult(int number, @Nullable Object result) throws CodecException;

    /** Decodes a result. */
    @Nullable
    Object decodeResult(int number, byte[] bytes) throws CodecException;

    /**
     * Makes the exception that a caller of the method gets.
     *
     * @param number the method
     * @param typeName the class that was thrown there. It is made here, by its constructor with a message, if the
     *     method declares it, or if it is one of a few of the JDK. No class is ever loaded by this name
     * @param message its message
     * @return it; otherwise an {@code IllegalStateException} whose message has the class name and the message
     */
    Throwable thrown(int number, String typeName, String message);
}
