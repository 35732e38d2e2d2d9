// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void parse_nothing_isEverythingThreeTimes() {
        Options options = Options.parse();
        assertEquals(
                List.of("churn", "growth", "call", "wakeup", "restart", "bytes", "drain", "services"), ids(options));
        assertEquals(3, options.samples());
        assertEquals(Effort.FULL, options.effort());
    }

    @Test
    void parse_partsAndSamples_takesThemInAnyOrder() {
        Options options = Options.parse("churn", "--samples", "10", "bytes");
        assertEquals(List.of("churn", "bytes"), ids(options));
        assertEquals(10, options.samples());
    }

    @Test
    void parse_quick_isOneSampleUnlessToldOtherwise() {
        assertEquals(1, Options.parse("--quick").samples());
        assertEquals(2, Options.parse("--samples", "2", "--quick").samples());
        assertEquals(Effort.QUICK, Options.parse("--quick").effort());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--fast       | unknown option \"--fast\" of bench; see nmr help",
                "chrun        | unknown part \"chrun\" of bench, expected one of "
                        + "churn, growth, call, wakeup, restart, bytes, drain, services; see nmr help",
                "--samples    | --samples expects a number, but nothing follows; see nmr help",
                "--samples 0  | --samples expects a number from 1 to 999, but was given \"0\"; see nmr help"
            })
    void parse_wrongArgument_saysWhatIsExpected(String arguments, String message) {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> Options.parse(arguments.split(" ")));
        assertEquals(message, thrown.getMessage());
    }

    private static List<String> ids(Options options) {
        return options.parts().stream().<String>map(Part::id).toList();
    }
}
