// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.PUTFIELD;

import org.nmr.registrar.call.HandOut;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes one method of the view of a handed-out object.
 *
 * <pre>
 * Call hold = HandOut.enter(handOut);
 * try {
 *     return ((I) handOut.target()).m(arguments);
 * } finally {
 *     hold.close();
 * }
 * </pre>
 *
 * and for the {@code close()} of an {@link AutoCloseable}
 *
 * <pre>
 * Call hold = HandOut.enterToClose(handOut);
 * try {
 *     handOut.toClose(hold).close();
 * } finally {
 *     handOut.isLost = true;
 *     handOut.closed();
 *     hold.close();
 * }
 * </pre>
 */
final class HandedOutMethodWriter extends ViewMethodWriter {
    private static final String HAND_OUT = Type.getInternalName(HandOut.class);
    private static final String CLOSEABLE = Type.getInternalName(AutoCloseable.class);

    private final boolean isClose;

    HandedOutMethodWriter(MethodVisitor out, String view, ViewMethod method, int handOut) {
        super(out, view, method, handOut);
        isClose = AutoCloseable.class.isAssignableFrom(method.dispatch())
                && method.method().getName().equals("close")
                && method.method().getParameterCount() == 0;
    }

    @Override
    void enter() {
        loadHandOut();
        String enter = isClose ? "enterToClose" : "enter";
        out.visitMethodInsn(
                INVOKESTATIC, HAND_OUT, enter, "(L" + HAND_OUT + ";)L" + CALL + ";", /* isInterface= */ false);
        out.visitVarInsn(ASTORE, hold);
    }

    @Override
    void loadHandOut() {
        out.visitVarInsn(ALOAD, 0);
        out.visitFieldInsn(GETFIELD, view, "handOut", "L" + HAND_OUT + ";");
    }

    @Override
    void loadTarget() {
        loadHandOut();
        out.visitMethodInsn(INVOKEVIRTUAL, HAND_OUT, "target", "()Ljava/lang/Object;", /* isInterface= */ false);
    }

    @Override
    void counted() {
        if (isClose) {
            countedAndClosed();
        } else {
            super.counted();
        }
    }

    private void countedAndClosed() {
        Label start = new Label();
        Label end = new Label();
        Label failed = new Label();
        Label over = new Label();
        out.visitTryCatchBlock(start, end, failed, null);
        out.visitTryCatchBlock(failed, over, over, null);
        out.visitLabel(start);
        loadHandOut();
        out.visitVarInsn(ALOAD, hold);
        String toClose = "(L" + CALL + ";)L" + CLOSEABLE + ";";
        out.visitMethodInsn(INVOKEVIRTUAL, HAND_OUT, "toClose", toClose, /* isInterface= */ false);
        out.visitMethodInsn(INVOKEINTERFACE, CLOSEABLE, "close", "()V", /* isInterface= */ true);
        closed();
        out.visitLabel(end);
        closeAndReturn();
        out.visitLabel(failed);
        frame(CALL);
        closed();
        out.visitLabel(over);
        frame(CALL);
        closeAndThrow();
    }

    /** A thread that looks ends what an Error keeps this one from. */
    private void closed() {
        loadHandOut();
        out.visitInsn(DUP);
        out.visitInsn(ICONST_1);
        out.visitFieldInsn(PUTFIELD, HAND_OUT, "isLost", "Z");
        out.visitMethodInsn(INVOKEVIRTUAL, HAND_OUT, "closed", "()V", /* isInterface= */ false);
    }
}
