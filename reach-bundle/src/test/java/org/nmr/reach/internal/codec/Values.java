// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.codec.Types.Boxes;
import org.nmr.reach.internal.codec.Types.Colour;
import org.nmr.reach.internal.codec.Types.Empty;
import org.nmr.reach.internal.codec.Types.Others;
import org.nmr.reach.internal.codec.Types.Pair;
import org.nmr.reach.internal.codec.Types.Range;
import org.nmr.reach.internal.codec.Types.Times;
import org.nmr.reach.internal.codec.Types.Tree;

/** Arguments for each method of {@link Types.Sample}, ordinary ones and extremes. */
final class Values {
    private Values() {}

    /** Arguments of one call. */
    record Arguments(String method, @Nullable Object... values) {
        @Override
        public String toString() {
            return method + Arrays.deepToString(values);
        }
    }

    static List<Arguments> all() {
        List<Arguments> all = new ArrayList<>();
        all.add(new Arguments("nothing"));
        all.add(new Arguments("add", Integer.MIN_VALUE, Long.MIN_VALUE));
        all.add(new Arguments("add", Integer.MAX_VALUE, Long.MAX_VALUE));
        all.add(new Arguments("primitives", true, (byte) -128, (short) -32768, '\ud800'));
        all.add(new Arguments("numbers", -1, 1L << 40, -0.0f, Double.NaN));
        all.add(new Arguments("primitives", false, (byte) 127, (short) 1, '\0'));
        all.add(new Arguments("numbers", 0, -1L, Float.NaN, -0.0));
        all.add(new Arguments("flags", new boolean[] {true, false}, new char[] {'\udc00'}));
        all.add(new Arguments(
                "boxes", new Boxes(true, (byte) 1, (short) 2, 'c', 3, 4L, Float.MIN_VALUE, Double.NEGATIVE_INFINITY)));
        all.add(new Arguments("boxes", new Boxes(null, null, null, null, null, null, null, null)));
        all.add(new Arguments("boxes", (Object) null));
        texts(all);
        times(all);
        others(all);
        collections(all);
        all.add(new Arguments("later", Duration.ofSeconds(Long.MIN_VALUE)));
        all.add(new Arguments("laterNothing"));
        all.add(new Arguments("fails", "x"));
        all.add(new Arguments("withBody", "x"));
        return all;
    }

    private static void texts(List<Arguments> all) {
        for (String text : new String[] {"", "x", "\u0000", "\u20ac\ud83d\ude00\uffff", "long ".repeat(10_000), null}) {
            all.add(new Arguments("echo", text));
        }
    }

    private static void times(List<Arguments> all) {
        all.add(new Arguments("times", times(Instant.MIN, LocalDateTime.MIN, ZoneOffset.MIN, ZoneOffset.UTC)));
        all.add(new Arguments(
                "times",
                times(Instant.MAX, LocalDateTime.MAX.minusDays(1), ZoneOffset.MAX, ZoneId.of("Europe/Berlin"))));
        all.add(new Arguments(
                "times",
                times(
                        Instant.ofEpochSecond(-1, 999_999_999),
                        LocalDateTime.of(2024, 10, 27, 2, 30),
                        ZoneOffset.ofHours(1),
                        ZoneId.of("Europe/Berlin"))));
    }

    private static Times times(Instant instant, LocalDateTime local, ZoneOffset offset, ZoneId zone) {
        return new Times(
                instant,
                Duration.ofSeconds(instant.getEpochSecond(), instant.getNano()),
                Period.of(-1, 2, Integer.MAX_VALUE),
                local.toLocalDate(),
                local.toLocalTime(),
                local,
                OffsetTime.of(local.toLocalTime(), offset),
                OffsetDateTime.of(local, offset),
                ZonedDateTime.ofInstant(local, offset, zone),
                zone,
                offset,
                Year.of(Year.MIN_VALUE),
                YearMonth.of(local.getYear(), local.getMonth()),
                MonthDay.of(2, 29),
                DayOfWeek.SUNDAY);
    }

    private static void others(List<Arguments> all) {
        all.add(new Arguments(
                "others",
                new Others(
                        "t",
                        BigInteger.TWO.pow(1000).negate(),
                        new BigDecimal(BigInteger.TEN, Integer.MIN_VALUE),
                        new UUID(Long.MIN_VALUE, -1),
                        URI.create("https://example.org/%20?q#f"),
                        Optional.of(Optional.empty()))));
        all.add(new Arguments(
                "others", new Others("", BigInteger.ZERO, BigDecimal.ZERO, new UUID(0, 0), URI.create(""), null)));
    }

    private static void collections(List<Arguments> all) {
        Tree leaf = new Tree("leaf", List.of(), null);
        all.add(new Arguments("tree", new Tree("root", List.of(leaf, leaf), new Tree("next", List.of(), leaf))));
        all.add(new Arguments("empties", Set.of(new Empty())));
        all.add(new Arguments("empties", Set.of()));
        Map<Range, Map<String, Colour>> map = new LinkedHashMap<>();
        map.put(new Range(3, 4), Map.of("a", Colour.GREEN));
        map.put(new Range(1, 2), Map.of());
        map.put(null, null);
        all.add(new Arguments("map", map));
        all.add(new Arguments("collection", List.of(new Pair<>(1, Set.of(1L, 2L)), new Pair<>(null, Set.of()))));
        all.add(new Arguments("pair", new Pair<>("a", Arrays.asList(Colour.RED, null, Colour.GREEN))));
        all.add(new Arguments(
                "bytes",
                new byte[] {0, -1},
                new int[] {Integer.MIN_VALUE, 0},
                new long[][] {{}, {Long.MAX_VALUE}, null},
                new double[] {-0.0, Double.NaN},
                new String[][] {{"a", null}, {}, null}));
        all.add(new Arguments("bytes", new byte[0], null, null, null, null));
    }
}
