// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import java.util.List;
import org.nmr.DetachedException;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes one method of a stand-in.
 *
 * <pre>
 * Guard g = guard;
 * retry:
 * try {
 *     hold = g.enter();
 * } catch (DetachedException refusal) {
 *     g = StandInView.next(this, g, refusal);
 *     goto retry;
 * }
 * </pre>
 *
 * and then as in a view of one binding, with {@code g} as the guard: another thread may lead the stand-in elsewhere
 * while this call is inside.
 */
final class StandInMethodWriter extends ViewMethodWriter {
    private static final String REFUSAL = Type.getInternalName(DetachedException.class);
    private static final String PARENT = Type.getInternalName(StandInView.class);

    private final int guard;

    StandInMethodWriter(MethodVisitor out, String view, ViewMethod method, int handOut) {
        super(out, view, method, handOut, 1);
        guard = hold - 1;
    }

    @Override
    void enter() {
        Label retry = new Label();
        Label entered = new Label();
        Label refused = new Label();
        Label go = new Label();
        readGuard();
        out.visitVarInsn(ASTORE, guard);
        out.visitTryCatchBlock(retry, entered, refused, REFUSAL);
        out.visitLabel(retry);
        frame(locals());
        loadGuard();
        enterGuard();
        out.visitLabel(entered);
        out.visitVarInsn(ASTORE, hold);
        out.visitJumpInsn(GOTO, go);
        out.visitLabel(refused);
        frame(locals(), REFUSAL);
        out.visitVarInsn(ASTORE, hold);
        out.visitVarInsn(ALOAD, 0);
        out.visitVarInsn(ALOAD, guard);
        out.visitVarInsn(ALOAD, hold);
        String descriptor = "(L" + PARENT + ";L" + GUARD + ";L" + REFUSAL + ";)L" + GUARD + ";";
        out.visitMethodInsn(INVOKESTATIC, PARENT, "next", descriptor, /* isInterface= */ false);
        out.visitVarInsn(ASTORE, guard);
        out.visitJumpInsn(GOTO, retry);
        out.visitLabel(go);
        frame(entered());
    }

    private List<Object> entered() {
        List<Object> locals = locals();
        locals.add(CALL);
        return locals;
    }

    @Override
    void loadGuard() {
        out.visitVarInsn(ALOAD, guard);
    }

    @Override
    List<Object> locals() {
        List<Object> locals = super.locals();
        locals.add(GUARD);
        return locals;
    }
}
