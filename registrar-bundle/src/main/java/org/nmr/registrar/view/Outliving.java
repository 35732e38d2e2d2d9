// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.SWAP;

import org.nmr.registrar.text.ForeignText;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes what a view's method does with something that outlives it. That has a public field {@code result}, a public
 * flag for a method that has failed, and a method {@code failed()}. The view writes the fields without a call, because
 * the stack may be at its end.
 */
abstract class Outliving {
    final ViewMethodWriter method;
    final MethodVisitor out;

    /** The internal name of its class. */
    final String name;

    /** The name of the flag. */
    private final String flag;

    Outliving(ViewMethodWriter method, Class<?> type, String flag) {
        this.method = method;
        this.out = method.out;
        this.name = Type.getInternalName(type);
        this.flag = flag;
    }

    /** Begins it, and leaves it on the stack. */
    abstract void begin();

    /** With the method's result on the stack, before and after. */
    abstract void await();

    /** With the method's result on the stack, before and after. */
    final void remember() {
        out.visitInsn(DUP);
        load();
        out.visitInsn(SWAP);
        out.visitFieldInsn(PUTFIELD, name, "result", "Ljava/lang/Object;");
    }

    /** With the exception on the stack, before and after. */
    final void fail() {
        load();
        out.visitInsn(DUP);
        out.visitInsn(ICONST_1);
        out.visitFieldInsn(PUTFIELD, name, flag, "Z");
        out.visitMethodInsn(INVOKEVIRTUAL, name, "failed", "()V", /* isInterface= */ false);
    }

    final void load() {
        out.visitVarInsn(ALOAD, method.hold + 1);
    }

    /** The method's name, for reports. */
    final void loadText() {
        String called = method.method.method().getName();
        out.visitLdcInsn(ForeignText.of(method.dispatch.replace('/', '.') + "." + called));
    }

    final void callStatic(Class<?> owner, String called, String descriptor) {
        out.visitMethodInsn(INVOKESTATIC, Type.getInternalName(owner), called, descriptor, /* isInterface= */ false);
    }
}
