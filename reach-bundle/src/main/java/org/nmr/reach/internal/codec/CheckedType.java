// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A dispatch interface whose methods can cross. */
final class CheckedType implements DispatchType {
    private final Class<?> type;
    private final List<CheckedMethod> methods;
    private final List<String> signatures;
    private final Map<Method, Integer> numbers = new HashMap<>();

    private CheckedType(Class<?> type, List<CheckedMethod> methods) {
        this.type = type;
        this.methods = methods;
        signatures = methods.stream().map(CheckedMethod::signature).toList();
    }

    static CheckedType of(Class<?> type) throws CodecException {
        if (type == Void.class) {
            return new CheckedType(type, List.of());
        }
        try {
            checkInterface(type);
            return of(type, Hierarchy.of(type));
        } catch (UnsupportedTypeException wrong) {
            throw new CodecException(type.getTypeName() + ": " + wrong.getMessage(), wrong);
        } catch (LinkageError | TypeNotPresentException missing) {
            throw new CodecException(
                    type.getTypeName() + ": a type that it names is not there: " + missing.getMessage(), missing);
        }
    }

    private static void checkInterface(Class<?> type) throws UnsupportedTypeException {
        if (!type.isInterface() || type.isAnnotation()) {
            throw new UnsupportedTypeException("expected an interface, because a proxy stands for the peer");
        } else if (!Modifier.isPublic(type.getModifiers())) {
            throw new UnsupportedTypeException("expected a public interface");
        } else if (type.isSealed()) {
            throw new UnsupportedTypeException(
                    "expected an interface that is not sealed, because a proxy implements it");
        } else if (type.getTypeParameters().length > 0) {
            throw new UnsupportedTypeException("expected an interface without type variables; extend it and bind them");
        }
    }

    private static CheckedType of(Class<?> type, Hierarchy hierarchy) throws UnsupportedTypeException {
        Codecs codecs = new Codecs();
        Map<Hierarchy.Overriding, CheckedMethod> checked = new LinkedHashMap<>();
        for (Hierarchy.Overriding each : hierarchy.methods()) {
            try {
                checked.put(each, new CheckedMethod(each, codecs));
            } catch (UnsupportedTypeException wrong) {
                throw wrong.at(each.first().method().getName());
            }
        }
        List<CheckedMethod> sorted = new ArrayList<>(checked.values());
        sorted.sort(Comparator.comparing(CheckedMethod::signature));
        CheckedType result = new CheckedType(type, List.copyOf(sorted));
        hierarchy
                .callable(type)
                .forEach((method, overriding) -> result.numbers.put(method, sorted.indexOf(checked.get(overriding))));
        return result;
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public List<String> methods() {
        return signatures;
    }

    @Override
    public Optional<String> difference(List<String> theirs) {
        return Difference.of(signatures, theirs);
    }

    @Override
    public @Nullable Method method(int number) {
        return number < 0 || number >= methods.size()
                ? null
                : methods.get(number).method();
    }

    @Override
    public int number(Method method) {
        return numbers.getOrDefault(method, -1);
    }

    @Override
    public boolean isAsynchronous(int number) {
        return methods.get(number).isAsynchronous();
    }

    @Override
    public byte[] encodeArguments(int number, @Nullable Object @Nullable [] arguments) throws CodecException {
        return methods.get(number).encodeArguments(arguments);
    }

    @Override
    public @Nullable Object @Nullable [] decodeArguments(int number, byte[] bytes) throws CodecException {
        return methods.get(number).decodeArguments(bytes);
    }

    @Override
    public byte[] encodeResult(int number, @Nullable Object result) throws CodecException {
        return methods.get(number).encodeResult(result);
    }

    @Override
    public @Nullable Object decodeResult(int number, byte[] bytes) throws CodecException {
        return methods.get(number).decodeResult(bytes);
    }

    @Override
    public Throwable thrown(int number, String typeName, String message) {
        return methods.get(number).thrown(typeName, message);
    }
}
