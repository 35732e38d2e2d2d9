// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nmr.reach.internal.cbor.Mutator;

/** Whatever bytes come: declared values, or a CodecException; more with -Dreach.fuzz.runs. */
class CodecFuzzTest {
    @Test
    void decodeArguments_anyBytes_declaredValuesOrCodecException() throws CodecException {
        DispatchType sample = DispatchType.of(Types.Sample.class);
        List<List<byte[]>> seeds = seeds(sample);
        int decoded = 0;
        for (int run = 0; run < Mutator.RUNS; run++) {
            int method = run % seeds.size();
            byte[] bytes = new Mutator(run, seeds.get(method)).next();
            decoded += isDecoded(sample, method, bytes) ? 1 : 0;
        }
        assertTrue(decoded > Mutator.RUNS / 50, "some of them are decoded: " + decoded);
    }

    private static List<List<byte[]>> seeds(DispatchType sample) throws CodecException {
        List<List<byte[]>> seeds = new ArrayList<>();
        sample.methods().forEach(method -> seeds.add(new ArrayList<>()));
        for (Values.Arguments each : Values.all()) {
            int number = RoundTripTest.number(sample, each.method());
            byte[] bytes = sample.encodeArguments(number, each.values());
            if (bytes.length < 1000) { // a mutation of a long text finds nothing
                seeds.get(number).add(bytes);
            }
        }
        return seeds;
    }

    private static boolean isDecoded(DispatchType sample, int number, byte[] bytes) {
        try {
            @Nullable Object[] values = decode(sample, number, bytes);
            Mutator.requireLittleMemory(bytes, () -> decode(sample, number, bytes));
            if (values.length > 0) {
                requireDeclared(sample, number, values, bytes);
            }
            return values.length > 0;
        } catch (RuntimeException | Error wrong) {
            return fail("expected values or a CodecException" + seen(sample, number, bytes), wrong);
        }
    }

    /** Returns nothing if the bytes are refused. */
    private static @Nullable Object[] decode(DispatchType sample, int number, byte[] bytes) {
        try {
            return Objects.requireNonNull(sample.decodeArguments(number, bytes));
        } catch (CodecException refused) {
            assertTrue(String.valueOf(refused.getMessage()).matches("[ -~]{1,2000}"), refused::getMessage);
            return new Object[0];
        }
    }

    private static void requireDeclared(DispatchType sample, int number, @Nullable Object[] values, byte[] bytes) {
        Method method = Objects.requireNonNull(sample.method(number));
        Type[] declared = method.getGenericParameterTypes();
        for (int i = 0; i < values.length; i++) {
            assertTrue(
                    Declared.is(declared[i], values[i], Map.of()),
                    () -> "expected " + List.of(declared) + seen(sample, number, bytes));
        }
        try {
            byte[] encoded = sample.encodeArguments(number, values);
            assertArrayEquals(
                    encoded,
                    sample.encodeArguments(number, sample.decodeArguments(number, encoded)),
                    () -> "expected the same bytes again" + seen(sample, number, bytes));
        } catch (CodecException wrong) {
            fail("expected that decoded values can be encoded" + seen(sample, number, bytes), wrong);
        }
    }

    private static String seen(DispatchType sample, int number, byte[] bytes) {
        return " for " + sample.methods().get(number) + " " + HexFormat.of().formatHex(bytes);
    }
}
