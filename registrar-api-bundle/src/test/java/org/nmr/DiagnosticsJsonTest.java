// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.DiagnosticsJson;
import org.nmr.diagnostics.RegistrationDTO;

/** What is no value of JSON is a text. */
class DiagnosticsJsonTest {
    private static String written(Object value) {
        RegistrationDTO dto = new RegistrationDTO();
        dto.characteristics = Map.of("key", value);
        String json = DiagnosticsJson.of(dto);
        int begin = json.indexOf("{\"key\":") + 7;
        return json.substring(begin, json.indexOf('}', begin));
    }

    @Test
    void of_numbers_areNumbersOrTexts() {
        assertEquals("7", written(7));
        assertEquals("1E+3", written(new BigDecimal("1E+3")));
        assertEquals("\"1E+400\"", written(new BigDecimal("1E+400")));
        assertEquals("\"NaN\"", written(Double.NaN));
        assertEquals("\"-Infinity\"", written(Float.NEGATIVE_INFINITY));
    }

    @Test
    void of_numberOfAnotherClass_isText() {
        Number hostile = new Number() {
            private static final long serialVersionUID = 1L;

            @Override
            public int intValue() {
                return 0;
            }

            @Override
            public long longValue() {
                return 0;
            }

            @Override
            public float floatValue() {
                return 0;
            }

            @Override
            public double doubleValue() {
                return 0;
            }

            @Override
            public String toString() {
                return "</script>\",";
            }
        };
        assertEquals("\"\\u003c/script\\u003e\\\",\"", written(hostile));
    }

    @Test
    void of_hostileTexts_areAscii() {
        assertEquals("\"\\ud800\\u0000\\u2028\\u0026\"", written("\ud800\0\u2028&"));
        assertEquals("[null,\"\\\"\"]", written(Arrays.asList(null, "\"")));
    }
}
