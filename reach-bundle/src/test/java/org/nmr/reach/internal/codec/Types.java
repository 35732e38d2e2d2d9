// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The types of the tests: all that may cross. */
final class Types {
    private Types() {}

    /** An enumeration, one constant of which has a class of its own. */
    public enum Colour {
        RED,
        GREEN {
            @Override
            boolean isLeaf() {
                return true;
            }
        };

        boolean isLeaf() {
            return false;
        }
    }

    /** A record without components. */
    public record Empty() {}

    /** A record that checks itself. */
    public record Range(int low, int high) {
        /** Checks the order. */
        public Range {
            if (low > high) {
                throw new IllegalArgumentException("low " + low + " > high " + high);
            }
        }
    }

    /** A record that contains itself. */
    public record Tree(
            String name, List<Tree> children, @Nullable Tree next) {}

    /** A generic record. */
    public record Pair<A, B>(A first, B second) {}

    /** Primitives in a record. */
    public record Primitives(boolean z, byte b, short s, char c, int i, long j, float f, double d) {}

    /** Boxes in a record. */
    public record Boxes(Boolean z, Byte b, Short s, Character c, Integer i, Long j, Float f, Double d) {}

    /** Times in a record. */
    public record Times(
            Instant instant,
            Duration duration,
            Period period,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetTime offsetTime,
            OffsetDateTime offsetDateTime,
            ZonedDateTime zoned,
            ZoneId zone,
            ZoneOffset offset,
            Year year,
            YearMonth yearMonth,
            MonthDay monthDay,
            DayOfWeek day) {}

    /** Others in a record. */
    public record Others(
            String text, BigInteger big, BigDecimal decimal, UUID uuid, URI uri, Optional<Optional<String>> maybe) {}

    /**
     * An interface whose variable another one binds.
     *
     * @param <T> what is echoed
     */
    public interface Echo<T> {
        T echo(T value);

        Pair<T, List<Colour>> pair(Pair<T, List<Colour>> pair);
    }

    /** A dispatch interface with values of all types. */
    public interface Sample extends Echo<String> {
        void nothing();

        int add(int a, long b);

        Primitives primitives(boolean z, byte b, short s, char c);

        Primitives numbers(int i, long j, float f, double d);

        Boxes boxes(Boxes boxes);

        Times times(Times times);

        Others others(Others others);

        Tree tree(Tree tree);

        List<Empty> empties(Set<Empty> empties);

        Map<Range, Map<String, Colour>> map(Map<Range, Map<String, Colour>> map);

        Collection<? extends Pair<Integer, Set<Long>>> collection(Collection<? extends Pair<Integer, Set<Long>>> pairs);

        byte[] bytes(byte[] a, int[] b, long[][] c, double[] d, String[]... g);

        void flags(boolean[] a, char[] b);

        CompletionStage<Optional<Colour>> later(Duration delay);

        CompletableFuture<Void> laterNothing();

        void fails(String how) throws IOException;

        default String withBody(String text) {
            return "local " + text;
        }

        static int unused() {
            return 0;
        }

        private int hidden() {
            return 0;
        }

        @Override
        String toString();

        @Override
        boolean equals(@Nullable Object other);
    }
}
