// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    private static final Block BLOCK = new Block("work, ns", List.of(new Block.Column("key", "attach")));

    private final Figures figures = new Figures();

    @Test
    void markdown_severalSamples_showsMedianRangeAndBothRatios() {
        add(WakeUpCase.PARKED, 10, 30, 20);
        add(WakeUpCase.LAST_CALL, 40, 50);
        assertEquals("""
                | work, ns | attach | range | / floor | / this project |
                | --- | ---: | ---: | ---: | ---: |
                | unpark, the parked thread runs | 20 | 10 to 30 | 1.0 | 0.44 |
                | **this project**: the last call returns, `close()` returns | 45 | 40 to 50 | 2.3 | 1.0 |
                """, markdown(WakeUpCase.PARKED, WakeUpCase.LAST_CALL));
    }

    @Test
    void markdown_nothingMeasured_showsDashes() {
        assertEquals("""
                | work, ns | attach | range | / floor | / this project |
                | --- | ---: | ---: | ---: | ---: |
                | Felix SCR: no rundown, nobody waits for calls | – | – | – | – |
                """, markdown(WakeUpCase.SCR));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0456 | 0.046",
                "0.456 | 0.46",
                "1 | 1.0",
                "4.68 | 4.7",
                "9.96 | 10",
                "45.5 | 46",
                "12345.6 | 12,346"
            })
    void number_anySize_hasTwoDigitsOrMore(double figure, String expected) {
        assertEquals(expected, Table.number(figure));
    }

    private void add(Contender contender, double... samples) {
        for (double sample : samples) {
            figures.add(contender, Map.of("key", sample));
        }
    }

    private String markdown(Contender... contenders) {
        return new Table(BLOCK, List.of(contenders), figures).markdown();
    }
}
