// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DOUBLE;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.FLOAT;
import static org.objectweb.asm.Opcodes.F_FULL;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INSTANCEOF;
import static org.objectweb.asm.Opcodes.INTEGER;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.LONG;
import static org.objectweb.asm.Opcodes.PUTFIELD;

import java.util.ArrayList;
import java.util.List;
import org.nmr.Call;
import org.nmr.registrar.call.CallCount;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.call.ListedCall;
import org.nmr.registrar.call.SlotOwner;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes one method of a view.
 *
 * <pre>
 * Call hold = guard.enter();
 * try {
 *     return ((I) hold.dispatch()).m(arguments);
 * } finally {
 *     hold.close();
 * }
 * </pre>
 *
 * <p>Where {@code close} throws, a field of the hold is written instead, see {@link #writeLostClose}.
 *
 * and for an asynchronous result
 *
 * <pre>
 * Call hold = guard.enter();
 * try {
 *     AsyncCall async = AsyncCall.begin(guard, "I.m");
 *     try {
 *         R result = ((I) hold.dispatch()).m(arguments);
 *         async.result = result;
 *         AsyncCall.untilStage(result, async);
 *         return result;
 *     } catch (Throwable e) {
 *         async.hasThrown = true;
 *         async.failed();
 *         throw e;
 *     }
 * } finally {
 *     hold.close();
 * }
 * </pre>
 *
 * <p>What a method hands out is begun, put where it can be found, and given to the caller in the same way.
 *
 * <p>No type of a parameter or result is named outside of descriptors, so none is loaded or checked for access here:
 * they need not be public.
 */
class ViewMethodWriter {
    static final String GUARD = Type.getInternalName(Guard.class);
    static final String CALL = Type.getInternalName(Call.class);
    private static final String COUNT = Type.getInternalName(CallCount.class);
    private static final String SHARED = Type.getInternalName(SlotOwner.class);
    private static final String LISTED = Type.getInternalName(ListedCall.class);

    final MethodVisitor out;
    final String view;
    final String dispatch;
    final ViewMethod method;
    private final Type type;
    private final int handOut;

    /** The local variable of the hold; the one of what outlives the method follows. */
    final int hold;

    /** Where a close goes that has thrown. */
    private final Label lost = new Label();

    /**
     * For one method.
     *
     * @param handOut which of the makers is that of the result; -1 if the method hands nothing out
     */
    ViewMethodWriter(MethodVisitor out, String view, ViewMethod method, int handOut) {
        this(out, view, method, handOut, 0);
    }

    /**
     * For a view that has local variables of its own.
     *
     * @param more how many; they follow the arguments
     */
    ViewMethodWriter(MethodVisitor out, String view, ViewMethod method, int handOut, int more) {
        this.out = out;
        this.view = view;
        this.dispatch = Type.getInternalName(method.dispatch());
        this.method = method;
        this.type = Type.getType(method.method());
        this.handOut = handOut;
        this.hold = (type.getArgumentsAndReturnSizes() >> 2) + more;
    }

    final void write() {
        out.visitCode();
        enter();
        if (handOut >= 0) {
            counted(new HandOutWriter(this, handOut));
        } else if (method.kind() != AsyncKind.NONE) {
            counted(new AsyncWriter(this));
        } else {
            counted();
        }
        writeLostClose();
        out.visitMaxs(0, 0);
        out.visitEnd();
    }

    /** Begins the call, and leaves the hold in its local variable. */
    void enter() {
        loadGuard();
        enterGuard();
        out.visitVarInsn(ASTORE, hold);
    }

    /** Of the guard on the stack; leaves the hold there. */
    final void enterGuard() {
        out.visitMethodInsn(INVOKEVIRTUAL, GUARD, "enter", "()L" + CALL + ";", /* isInterface= */ false);
    }

    void counted() {
        Label start = new Label();
        Label end = new Label();
        Label failed = new Label();
        out.visitTryCatchBlock(start, end, failed, null);
        out.visitLabel(start);
        invoke();
        out.visitLabel(end);
        closeAndReturn();
        out.visitLabel(failed);
        frame(CALL);
        closeAndThrow();
    }

    /** With something that outlives the method: it begins inside the hold and before the method is called. */
    private void counted(Outliving second) {
        Label start = new Label();
        Label begun = new Label();
        Label end = new Label();
        Label failed = new Label();
        Label over = new Label();
        out.visitTryCatchBlock(begun, end, failed, null);
        out.visitTryCatchBlock(start, end, over, null);
        out.visitTryCatchBlock(failed, over, over, null);
        out.visitLabel(start);
        second.begin();
        out.visitVarInsn(ASTORE, hold + 1);
        out.visitLabel(begun);
        invoke();
        second.remember();
        second.await();
        out.visitLabel(end);
        closeAndReturn();
        out.visitLabel(failed);
        frame(CALL, second.name);
        second.fail();
        out.visitInsn(ATHROW);
        out.visitLabel(over);
        frame(CALL);
        closeAndThrow();
    }

    /** The guard that was entered. */
    void loadGuard() {
        readGuard();
    }

    /** The guard that the view has now. */
    final void readGuard() {
        out.visitVarInsn(ALOAD, 0);
        out.visitFieldInsn(GETFIELD, view, "guard", "L" + GUARD + ";");
    }

    /** What the peer has handed out, of which this is a view; null for a view of its dispatch. */
    void loadHandOut() {
        out.visitInsn(ACONST_NULL);
    }

    /** What is called. */
    void loadTarget() {
        out.visitVarInsn(ALOAD, hold);
        out.visitMethodInsn(INVOKEINTERFACE, CALL, "dispatch", "()Ljava/lang/Object;", /* isInterface= */ true);
    }

    final void invoke() {
        loadTarget();
        out.visitTypeInsn(CHECKCAST, dispatch);
        int local = 1;
        for (Type argument : type.getArgumentTypes()) {
            out.visitVarInsn(argument.getOpcode(ILOAD), local);
            local += argument.getSize();
        }
        String name = method.method().getName();
        out.visitMethodInsn(INVOKEINTERFACE, dispatch, name, type.getDescriptor(), /* isInterface= */ true);
    }

    /**
     * A close that throws has not ended the call. Then a write takes it down, because where the stack has ended no call
     * gets through.
     */
    private void writeLostClose() {
        Label shared = new Label();
        Label outer = new Label();
        Label listed = new Label();
        Label over = new Label();
        out.visitLabel(lost);
        frame(CALL);
        isHold(COUNT, shared);
        decrement(COUNT, "calls");
        out.visitInsn(ATHROW);
        out.visitLabel(shared);
        frame(CALL);
        isHold(SHARED, listed);
        out.visitFieldInsn(GETFIELD, SHARED, "nested", "I");
        out.visitJumpInsn(IFEQ, outer);
        isHold(SHARED, listed);
        decrement(SHARED, "nested");
        out.visitInsn(ATHROW);
        out.visitLabel(outer);
        frame(CALL);
        isHold(SHARED, listed);
        out.visitInsn(ACONST_NULL);
        out.visitFieldInsn(PUTFIELD, SHARED, "owner", "Ljava/lang/Thread;");
        out.visitInsn(ATHROW);
        out.visitLabel(listed);
        frame(CALL);
        isHold(LISTED, over);
        out.visitInsn(ICONST_1);
        out.visitFieldInsn(PUTFIELD, LISTED, "isLost", "Z");
        out.visitInsn(ATHROW);
        out.visitLabel(over);
        frame(CALL);
        out.visitInsn(ATHROW);
    }

    /** Of the hold on the stack, which is taken from there. */
    private void decrement(String type, String field) {
        out.visitInsn(DUP);
        out.visitFieldInsn(GETFIELD, type, field, "I");
        out.visitInsn(ICONST_1);
        out.visitInsn(ISUB);
        out.visitFieldInsn(PUTFIELD, type, field, "I");
    }

    /** Leaves the hold on the stack if it is one of this type. */
    private void isHold(String type, Label otherwise) {
        out.visitVarInsn(ALOAD, hold);
        out.visitTypeInsn(INSTANCEOF, type);
        out.visitJumpInsn(IFEQ, otherwise);
        out.visitVarInsn(ALOAD, hold);
        out.visitTypeInsn(CHECKCAST, type);
    }

    final void closeAndReturn() {
        close();
        out.visitInsn(type.getReturnType().getOpcode(IRETURN));
    }

    final void closeAndThrow() {
        close();
        out.visitInsn(ATHROW);
    }

    private void close() {
        Label start = new Label();
        Label end = new Label();
        out.visitTryCatchBlock(start, end, lost, null);
        out.visitLabel(start);
        out.visitVarInsn(ALOAD, hold);
        out.visitMethodInsn(INVOKEINTERFACE, CALL, "close", "()V", /* isInterface= */ true);
        out.visitLabel(end);
    }

    /** The locals at a handler: those of each call and what is given; on the stack the exception. */
    final void frame(String... more) {
        List<Object> locals = locals();
        locals.addAll(List.of(more));
        frame(locals, "java/lang/Throwable");
    }

    final void frame(List<Object> locals, Object... stack) {
        out.visitFrame(F_FULL, locals.size(), locals.toArray(), stack.length, stack);
    }

    /** The locals before the hold: this and the arguments. */
    List<Object> locals() {
        List<Object> locals = new ArrayList<>();
        locals.add(view);
        for (Type argument : type.getArgumentTypes()) {
            locals.add(verified(argument));
        }
        return locals;
    }

    private static Object verified(Type argument) {
        return switch (argument.getSort()) {
            case Type.LONG -> LONG;
            case Type.DOUBLE -> DOUBLE;
            case Type.FLOAT -> FLOAT;
            case Type.ARRAY, Type.OBJECT -> argument.getInternalName();
            default -> INTEGER;
        };
    }
}
