// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
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

    /** As a DTO of a user's subclass may have. */
    public static class NestedDTO extends RegistrationDTO {
        /** What it contains. */
        public Object inner = "";
    }

    @Test
    void of_containsItself_isRefused() {
        NestedDTO own = new NestedDTO();
        own.inner = own;
        NestedDTO inList = new NestedDTO();
        inList.inner = List.of(Map.of("key", inList));
        for (NestedDTO each : List.of(own, inList)) {
            String message = assertThrows(IllegalArgumentException.class, () -> DiagnosticsJson.of(each))
                    .getMessage();
            assertTrue(message.contains("nested at most 100 deep") && message.contains("contain itself?"), message);
        }
        assertThrows(IllegalArgumentException.class, () -> DiagnosticsJson.of(List.of(own)));
    }

    @Test
    void of_deepButEnding_isWritten() {
        Object deep = "end";
        for (int i = 0; i < 90; i++) {
            deep = List.of(deep, "beside");
        }
        NestedDTO dto = new NestedDTO();
        dto.inner = deep;
        assertTrue(DiagnosticsJson.of(dto).contains("\"end\""));
    }

    @Test
    void of_hostileTexts_areAscii() {
        assertEquals("\"\\ud800\\u0000\\u2028\\u0026\"", written("\ud800\0\u2028&"));
        assertEquals("[null,\"\\\"\"]", written(Arrays.asList(null, "\"")));
    }
}
