// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.wire;

import java.util.List;
import org.nmr.reach.internal.cbor.Cbor;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;
import org.nmr.reach.internal.cbor.CborWriter;
import org.nmr.reach.internal.wire.LinkMessage.Ask;
import org.nmr.reach.internal.wire.LinkMessage.Beat;
import org.nmr.reach.internal.wire.LinkMessage.Bye;
import org.nmr.reach.internal.wire.LinkMessage.Hello;
import org.nmr.reach.internal.wire.LinkMessage.Limits;
import org.nmr.reach.internal.wire.LinkMessage.Offer;
import org.nmr.reach.internal.wire.LinkMessage.Tell;
import org.nmr.reach.internal.wire.LinkMessage.Withdraw;

/** The bytes of {@link LinkMessage}s: an array whose first element is the kind. Stateless. */
public final class LinkFrames {
    private static final int HELLO = 1;
    private static final int OFFER = 2;
    private static final int WITHDRAW = 3;
    private static final int BEAT = 4;
    private static final int ASK = 5;
    private static final int TELL = 6;
    private static final int BYE = 7;

    private static final int MOST_METHODS = 10_000;
    private static final int MOST_LINES = 64;

    private LinkFrames() {}

    /**
     * Encodes a message. Texts for operators that are too long are cut.
     *
     * @throws IllegalArgumentException if something else of it is too long
     */
    public static byte[] encode(LinkMessage message) {
        try {
            return Cbor.encode(out -> {
                if (message instanceof Offer || message instanceof Hello) {
                    large(out, message);
                } else {
                    small(out, message);
                }
                out.end();
            });
        } catch (CborException wrong) {
            throw new IllegalArgumentException(message.getClass().getSimpleName() + ": " + wrong.getMessage(), wrong);
        }
    }

    private static void large(CborWriter out, LinkMessage message) throws CborException {
        if (message instanceof Hello hello) {
            Fields.begin(out, HELLO, 8);
            out.integer(hello.oldest());
            out.integer(hello.newest());
            Texts.exact(out, hello.node(), Texts.NAME);
            Texts.exact(out, hello.session(), Texts.NAME);
            out.integer(hello.expiryMillis());
            Limits limits = hello.limits();
            out.integer(limits.window());
            out.integer(limits.windowBytes());
            out.integer(limits.frameBytes());
        } else if (message instanceof Offer offer) {
            Fields.begin(out, OFFER, 5);
            out.integer(offer.id());
            Texts.exact(out, offer.npi(), Texts.NAME);
            methods(out, offer.clientMethods());
            methods(out, offer.providerMethods());
            Instances.write(out, offer.instance());
        }
    }

    private static void small(CborWriter out, LinkMessage message) throws CborException {
        if (message instanceof Withdraw withdraw) {
            Fields.begin(out, WITHDRAW, 1);
            out.integer(withdraw.id());
        } else if (message instanceof Beat) {
            Fields.begin(out, BEAT, 0);
        } else if (message instanceof Ask ask) {
            Fields.begin(out, ASK, 3);
            out.integer(ask.id());
            out.integer(ask.binding());
            out.integer(ask.call());
        } else if (message instanceof Tell tell) {
            Fields.begin(out, TELL, 2);
            out.integer(tell.id());
            lines(out, tell.lines());
        } else if (message instanceof Bye bye) {
            Fields.begin(out, BYE, 1);
            Texts.shown(out, bye.reason(), Texts.LINE);
        }
    }

    private static void methods(CborWriter out, List<String> methods) throws CborException {
        if (methods.size() > MOST_METHODS) {
            throw new CborException("expected at most " + MOST_METHODS + " methods, were " + methods.size());
        }
        out.array(methods.size());
        for (String method : methods) {
            Texts.exact(out, method, Texts.LONG);
        }
        out.end();
    }

    private static void lines(CborWriter out, List<String> lines) throws CborException {
        int count = Math.min(lines.size(), MOST_LINES);
        out.array(count);
        for (String line : lines.subList(0, count)) {
            Texts.shown(out, line, Texts.LINE);
        }
        out.end();
    }

    /**
     * Decodes a frame.
     *
     * @throws WireException if it is no message; an unknown kind of message is none
     */
    public static LinkMessage decode(byte[] frame) throws WireException {
        try {
            return Cbor.decode(frame, LinkFrames::read);
        } catch (CborException wrong) {
            throw new WireException("a frame of a link: " + wrong.getMessage(), wrong);
        }
    }

    private static LinkMessage read(CborReader in) throws CborException {
        Fields fields = new Fields(in);
        LinkMessage message = switch (fields.kind()) {
            case HELLO -> hello(fields.of(8));
            case OFFER -> offer(fields.of(5));
            case WITHDRAW -> new Withdraw(fields.of(1).number());
            case BEAT -> {
                fields.of(0);
                yield new Beat();
            }
            case ASK -> new Ask(fields.of(3).number(), fields.number(), fields.number());
            case TELL -> new Tell(fields.of(2).number(), fields.texts(MOST_LINES, Texts.LINE));
            case BYE -> new Bye(fields.of(1).text(Texts.LINE));
            default -> throw fields.unknownKind();
        };
        fields.end();
        return message;
    }

    private static Hello hello(Fields fields) throws CborException {
        return new Hello(
                fields.positive(),
                fields.positive(),
                fields.text(Texts.NAME),
                fields.text(Texts.NAME),
                fields.number(),
                new Limits(fields.positive(), fields.number(), fields.positive()));
    }

    private static Offer offer(Fields fields) throws CborException {
        return new Offer(
                fields.number(),
                fields.text(Texts.NAME),
                fields.texts(MOST_METHODS, Texts.LONG),
                fields.texts(MOST_METHODS, Texts.LONG),
                fields.instance());
    }
}
