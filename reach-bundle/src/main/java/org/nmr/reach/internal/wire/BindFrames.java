// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.wire;

import org.nmr.reach.internal.cbor.Cbor;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;
import org.nmr.reach.internal.cbor.CborWriter;
import org.nmr.reach.internal.wire.BindMessage.Accepted;
import org.nmr.reach.internal.wire.BindMessage.Attach;
import org.nmr.reach.internal.wire.BindMessage.Call;
import org.nmr.reach.internal.wire.BindMessage.Cancel;
import org.nmr.reach.internal.wire.BindMessage.Detach;
import org.nmr.reach.internal.wire.BindMessage.Done;
import org.nmr.reach.internal.wire.BindMessage.Refused;
import org.nmr.reach.internal.wire.BindMessage.Return;
import org.nmr.reach.internal.wire.BindMessage.Throw;

/** The bytes of {@link BindMessage}s: an array whose first element is the kind. Stateless. */
public final class BindFrames {
    // none is a kind of link message, so that a frame on the wrong stream is seen
    private static final int ATTACH = 11;
    private static final int ACCEPTED = 12;
    private static final int REFUSED = 13;
    private static final int CALL = 14;
    private static final int RETURN = 15;
    private static final int THROW = 16;
    private static final int CANCEL = 17;
    private static final int DETACH = 18;
    private static final int DONE = 19;

    private BindFrames() {}

    /**
     * Encodes a message. Texts for operators that are too long are cut.
     *
     * @throws IllegalArgumentException if something else of it is too long
     */
    public static byte[] encode(BindMessage message) {
        try {
            return Cbor.encode(out -> {
                if (!isOfCall(out, message)) {
                    ofBinding(out, message);
                }
                out.end();
            });
        } catch (CborException wrong) {
            throw new IllegalArgumentException(message.getClass().getSimpleName() + ": " + wrong.getMessage(), wrong);
        }
    }

    private static boolean isOfCall(CborWriter out, BindMessage message) throws CborException {
        if (message instanceof Call call) {
            Fields.begin(out, CALL, 5);
            out.integer(call.id());
            out.integer(call.lane());
            Texts.shown(out, call.caller(), Texts.NAME);
            out.integer(call.method());
            out.bytes(call.arguments());
        } else if (message instanceof Return answer) {
            Fields.begin(out, RETURN, 2);
            out.integer(answer.id());
            out.bytes(answer.result());
        } else if (message instanceof Throw answer) {
            Fields.begin(out, THROW, 4);
            out.integer(answer.id());
            out.bool(answer.executed());
            Texts.shown(out, answer.type(), Texts.LINE);
            Texts.shown(out, answer.message(), Texts.LONG);
        } else if (message instanceof Cancel cancel) {
            Fields.begin(out, CANCEL, 1);
            out.integer(cancel.id());
        } else {
            return false;
        }
        return true;
    }

    private static void ofBinding(CborWriter out, BindMessage message) throws CborException {
        if (message instanceof Attach attach) {
            Fields.begin(out, ATTACH, 3);
            out.integer(attach.binding());
            out.integer(attach.offer());
            Instances.write(out, attach.instance());
        } else if (message instanceof Accepted) {
            Fields.begin(out, ACCEPTED, 0);
        } else if (message instanceof Refused refused) {
            Fields.begin(out, REFUSED, 1);
            Texts.shown(out, refused.reason(), Texts.LINE);
        } else if (message instanceof Detach) {
            Fields.begin(out, DETACH, 0);
        } else if (message instanceof Done) {
            Fields.begin(out, DONE, 0);
        }
    }

    /**
     * Decodes a frame.
     *
     * @throws WireException if it is no message; an unknown kind of message is none
     */
    public static BindMessage decode(byte[] frame) throws WireException {
        try {
            return Cbor.decode(frame, BindFrames::read);
        } catch (CborException wrong) {
            throw new WireException("a frame of a binding: " + wrong.getMessage(), wrong);
        }
    }

    private static BindMessage read(CborReader in) throws CborException {
        Fields fields = new Fields(in);
        BindMessage message = switch (fields.kind()) {
            case ATTACH -> new Attach(fields.of(3).number(), fields.number(), fields.instance());
            case REFUSED -> new Refused(fields.of(1).text(Texts.LINE));
            case CALL -> call(fields.of(5));
            case RETURN -> new Return(fields.of(2).number(), fields.bytes());
            case THROW -> thrown(fields.of(4));
            case CANCEL -> new Cancel(fields.of(1).number());
            default -> word(fields);
        };
        fields.end();
        return message;
    }

    private static Call call(Fields fields) throws CborException {
        return new Call(fields.number(), fields.number(), fields.text(Texts.NAME), fields.positive(), fields.bytes());
    }

    private static Throw thrown(Fields fields) throws CborException {
        return new Throw(fields.number(), fields.bool(), fields.text(Texts.LINE), fields.text(Texts.LONG));
    }

    /** A message that has nothing but its kind. */
    private static BindMessage word(Fields fields) throws CborException {
        BindMessage word = switch (fields.kind()) {
            case ACCEPTED -> new Accepted();
            case DETACH -> new Detach();
            case DONE -> new Done();
            default -> throw fields.unknownKind();
        };
        fields.of(0);
        return word;
    }
}
