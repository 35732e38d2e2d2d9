// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.time.DateTimeException;
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
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;
import org.nmr.reach.internal.cbor.CborWriter;
import org.nmr.reach.internal.codec.Scalars.Reading;
import org.nmr.reach.internal.codec.Scalars.Writing;

/** The codecs of {@code java.time}: an integer, a text, or an array of them. */
final class Times {
    private static final int NANOS = 999_999_999;
    private static final int LONGEST_ZONE = 100;

    private final Scalars scalars;

    Times(Scalars scalars) {
        this.scalars = scalars;
    }

    void addAll() {
        local();
        zones();
        add(Instant.class, (out, value) -> pair(out, value.getEpochSecond(), value.getNano()), in -> {
            in.array(2);
            Instant value = Instant.ofEpochSecond(int64(in), nanos(in));
            in.end();
            return value;
        });
        add(Duration.class, (out, value) -> pair(out, value.getSeconds(), value.getNano()), in -> {
            in.array(2);
            Duration value = Duration.ofSeconds(int64(in), nanos(in));
            in.end();
            return value;
        });
        add(Period.class, Times::writePeriod, in -> {
            in.array(3);
            Period value = Period.of(int32(in), int32(in), int32(in));
            in.end();
            return value;
        });
    }

    private void local() {
        add(LocalDate.class, (out, value) -> out.integer(value.toEpochDay()), in -> LocalDate.ofEpochDay(in.int64()));
        add(LocalTime.class, (out, value) -> out.integer(value.toNanoOfDay()), in -> LocalTime.ofNanoOfDay(in.int64()));
        add(Year.class, (out, value) -> out.integer(value.getValue()), in -> Year.of(in.int32()));
        add(YearMonth.class, (out, value) -> pair(out, value.getYear(), value.getMonthValue()), in -> {
            in.array(2);
            YearMonth value = YearMonth.of(int32(in), int32(in));
            in.end();
            return value;
        });
        add(MonthDay.class, (out, value) -> pair(out, value.getMonthValue(), value.getDayOfMonth()), in -> {
            in.array(2);
            MonthDay value = MonthDay.of(int32(in), int32(in));
            in.end();
            return value;
        });
        add(
                LocalDateTime.class,
                (out, value) -> {
                    out.array(2);
                    writeLocal(out, value);
                    out.end();
                },
                in -> {
                    in.array(2);
                    LocalDateTime value = readLocal(in);
                    in.end();
                    return value;
                });
    }

    private void zones() {
        add(
                ZoneOffset.class,
                (out, value) -> out.integer(value.getTotalSeconds()),
                in -> ZoneOffset.ofTotalSeconds(in.int32()));
        add(ZoneId.class, (out, value) -> out.text(value.getId()), Times::zone);
        add(
                OffsetTime.class,
                (out, value) -> pair(
                        out,
                        value.toLocalTime().toNanoOfDay(),
                        value.getOffset().getTotalSeconds()),
                in -> {
                    in.array(2);
                    OffsetTime value = OffsetTime.of(LocalTime.ofNanoOfDay(int64(in)), offset(in));
                    in.end();
                    return value;
                });
        add(
                OffsetDateTime.class,
                (out, value) -> {
                    out.array(3);
                    writeLocal(out, value.toLocalDateTime());
                    out.integer(value.getOffset().getTotalSeconds());
                    out.end();
                },
                in -> {
                    in.array(3);
                    OffsetDateTime value = OffsetDateTime.of(readLocal(in), offset(in));
                    in.end();
                    return value;
                });
        add(ZonedDateTime.class, Times::writeZoned, Times::readZoned);
    }

    /** Fields of a date that does not exist are bytes that are not the declared value. */
    private <T> void add(Class<T> type, Writing<T> writing, Reading<T> reading) {
        scalars.add(type, writing, in -> {
            try {
                return reading.read(in);
            } catch (DateTimeException | ArithmeticException wrong) {
                throw new CborException("expected a " + type.getSimpleName() + ", was what is none", wrong);
            }
        });
    }

    private static void pair(CborWriter out, long first, long second) throws CborException {
        out.array(2);
        out.integer(first);
        out.integer(second);
        out.end();
    }

    private static void writePeriod(CborWriter out, Period value) throws CborException {
        out.array(3);
        out.integer(value.getYears());
        out.integer(value.getMonths());
        out.integer(value.getDays());
        out.end();
    }

    private static void writeLocal(CborWriter out, LocalDateTime value) {
        out.integer(value.toLocalDate().toEpochDay());
        out.integer(value.toLocalTime().toNanoOfDay());
    }

    private static LocalDateTime readLocal(CborReader in) throws CborException {
        return LocalDateTime.of(LocalDate.ofEpochDay(int64(in)), LocalTime.ofNanoOfDay(int64(in)));
    }

    private static void writeZoned(CborWriter out, ZonedDateTime value) throws CborException {
        out.array(4);
        writeLocal(out, value.toLocalDateTime());
        out.integer(value.getOffset().getTotalSeconds());
        out.text(value.getZone().getId());
        out.end();
    }

    /** The instant counts: nodes may have different rules of one zone. */
    private static ZonedDateTime readZoned(CborReader in) throws CborException {
        in.array(4);
        LocalDateTime local = readLocal(in);
        ZoneOffset offset = offset(in);
        in.next();
        ZonedDateTime value = ZonedDateTime.ofInstant(local, offset, zone(in));
        in.end();
        return value;
    }

    private static ZoneId zone(CborReader in) throws CborException {
        String id = in.text();
        if (id.length() > LONGEST_ZONE) {
            throw new CborException("expected the id of a zone, was " + CborException.quote(id));
        }
        try {
            return ZoneId.of(id);
        } catch (DateTimeException wrong) {
            throw new CborException("expected a zone that this Java knows, was " + CborException.quote(id), wrong);
        }
    }

    private static ZoneOffset offset(CborReader in) throws CborException {
        return ZoneOffset.ofTotalSeconds(int32(in));
    }

    private static int int32(CborReader in) throws CborException {
        in.next();
        return in.int32();
    }

    private static long int64(CborReader in) throws CborException {
        in.next();
        return in.int64();
    }

    private static long nanos(CborReader in) throws CborException {
        in.next();
        return in.integer(0, NANOS);
    }
}
