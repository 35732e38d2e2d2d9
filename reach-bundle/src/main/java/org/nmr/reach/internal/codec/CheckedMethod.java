// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nmr.HandsOut;
import org.nmr.reach.internal.cbor.Cbor;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;

/** One method that can cross. */
final class CheckedMethod {
    private final Method method;
    private final List<ClosedType> parameters;
    private final ValueCodec[] arguments;
    private final ValueCodec result;
    private final boolean isAsynchronous;
    private final String signature;
    private final Thrown thrown;

    CheckedMethod(Hierarchy.Overriding overriding, Codecs codecs) throws UnsupportedTypeException {
        Hierarchy.Variant variant = overriding.first();
        method = variant.method();
        checkMethod(overriding);
        parameters = variant.parameters();
        arguments = new ValueCodec[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(i, codecs);
        }
        ClosedType declared;
        try {
            declared = variant.result();
            isAsynchronous = declared.raw() == CompletionStage.class || declared.raw() == CompletableFuture.class;
            result = codecs.of(isAsynchronous ? declared.argument(0) : declared);
        } catch (UnsupportedTypeException wrong) {
            throw wrong.at("result " + method.getGenericReturnType().getTypeName());
        }
        signature = signature(declared);
        thrown = new Thrown(method);
    }

    private void checkMethod(Hierarchy.Overriding overriding) throws UnsupportedTypeException {
        for (Hierarchy.Variant each : overriding.variants()) {
            if (each.method().isAnnotationPresent(HandsOut.class)) {
                throw new UnsupportedTypeException("@HandsOut: an object of the peer cannot be handed out to another"
                        + " node; return values, and give the caller an id for later calls");
            }
        }
        if (!Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
            throw new UnsupportedTypeException("expected that a public interface declares it, was "
                    + method.getDeclaringClass().getName());
        }
        if (method.getName().equals("finalize") && method.getParameterCount() == 0) {
            throw new UnsupportedTypeException("the garbage collector would call it; use another name");
        }
    }

    private ValueCodec argument(int index, Codecs codecs) throws UnsupportedTypeException {
        try {
            ClosedType type = parameters.get(index);
            if (type.raw() == Void.class) {
                throw new UnsupportedTypeException("Void has no values; leave the parameter out");
            }
            return codecs.of(type);
        } catch (UnsupportedTypeException wrong) {
            throw wrong.at("parameter " + (index + 1) + " " + parameters.get(index));
        }
    }

    private String signature(ClosedType declared) throws UnsupportedTypeException {
        String list = parameters.stream().map(ClosedType::toString).collect(Collectors.joining(",", "(", ")"));
        return method.getName() + list + declared + "#"
                + Digest.hash(Digest.describe(method.getName(), parameters, declared));
    }

    Method method() {
        return method;
    }

    String signature() {
        return signature;
    }

    boolean isAsynchronous() {
        return isAsynchronous;
    }

    byte[] encodeArguments(@Nullable Object @Nullable [] values) throws CodecException {
        @Nullable Object[] given = values == null ? new Object[0] : values;
        if (given.length != arguments.length) {
            throw new CodecException(
                    method.getName() + ": expected " + arguments.length + " arguments, were " + given.length, null);
        }
        return encode(out -> {
            out.array(arguments.length);
            for (int i = 0; i < arguments.length; i++) {
                try {
                    arguments[i].write(out, given[i]);
                } catch (CborException wrong) {
                    throw wrong.at(parameter(i));
                }
            }
            out.end();
        });
    }

    @Nullable
    Object @Nullable [] decodeArguments(byte[] bytes) throws CodecException {
        return decode(bytes, this::readArguments).values;
    }

    private Box readArguments(CborReader in) throws CborException {
        in.array(arguments.length);
        @Nullable Object[] values = new Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            in.next();
            try {
                values[i] = arguments[i].read(in);
            } catch (CborException wrong) {
                throw wrong.at(parameter(i));
            }
        }
        in.end();
        return new Box(values);
    }

    private String parameter(int index) {
        return "parameter " + (index + 1) + " (" + parameters.get(index) + ")";
    }

    byte[] encodeResult(@Nullable Object value) throws CodecException {
        return encode(out -> {
            try {
                result.write(out, value);
            } catch (CborException wrong) {
                throw wrong.at("result");
            }
        });
    }

    @Nullable
    Object decodeResult(byte[] bytes) throws CodecException {
        return decode(bytes, in -> new Box(new @Nullable Object[] {readResult(in)})).values[0];
    }

    private @Nullable Object readResult(CborReader in) throws CborException {
        try {
            return result.read(in);
        } catch (CborException wrong) {
            throw wrong.at("result");
        }
    }

    /** Values that may be null. */
    private static final class Box {
        private final @Nullable Object[] values;

        Box(@Nullable Object[] values) {
            this.values = values;
        }
    }

    private byte[] encode(Cbor.Encoding encoding) throws CodecException {
        try {
            return Cbor.encode(encoding);
        } catch (CborException wrong) {
            throw failure(wrong);
        } catch (RuntimeException | StackOverflowError thrown) { // the code of values
            throw failure(Foreign.wrap("a value", thrown));
        }
    }

    private Box decode(byte[] bytes, Cbor.Decoding<Box> decoding) throws CodecException {
        try {
            return Cbor.decode(bytes, decoding);
        } catch (CborException wrong) {
            throw failure(wrong);
        } catch (RuntimeException | StackOverflowError thrown) { // the code of values
            throw failure(Foreign.wrap("a value", thrown));
        }
    }

    private CodecException failure(CborException wrong) {
        return new CodecException(method.getName() + ", " + wrong.getMessage(), wrong.getCause());
    }

    Throwable thrown(String typeName, String message) {
        return thrown.make(typeName, message);
    }
}
