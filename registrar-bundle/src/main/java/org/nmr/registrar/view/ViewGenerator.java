// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.util.Collection;
import java.util.List;
import org.nmr.registrar.call.CallCount;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.call.ListedCall;
import org.nmr.registrar.call.SlotOwner;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes the class of a view; {@link ViewMethodWriter} has its methods. */
final class ViewGenerator {
    /** The static field that every view has for its interface's Promise types; null if no method returns one. */
    static final String PROMISES = "promises";

    private final String name;
    private final Class<?> dispatch;

    ViewGenerator(String name, Class<?> dispatch) {
        this.name = name.replace('.', '/');
        this.dispatch = dispatch;
    }

    byte[] generate(Collection<ViewMethod> methods) {
        // frames are written by hand: to compute them ASM would load the interface's types
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String[] interfaces = {Type.getInternalName(dispatch)};
        String parent = Type.getInternalName(View.class);
        type.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC, name, null, parent, interfaces);
        type.visitSource("counted view", null);
        type.visitField(ACC_PUBLIC | ACC_STATIC, PROMISES, Type.getDescriptor(AsyncPromises.class), null, null)
                .visitEnd();
        constructor(type, parent);
        initializer(type);
        for (ViewMethod each : methods) {
            String descriptor = Type.getMethodDescriptor(each.method());
            String called = each.method().getName();
            MethodVisitor method = type.visitMethod(ACC_PUBLIC | ACC_FINAL, called, descriptor, null, null);
            new ViewMethodWriter(method, name, dispatch, each).write();
        }
        type.visitEnd();
        return type.toByteArray();
    }

    /** Loads what {@link ViewMethodWriter} needs where the stack has ended and no class can be loaded. */
    private static void initializer(ClassWriter type) {
        MethodVisitor method = type.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        method.visitCode();
        for (Class<?> hold : List.of(CallCount.class, SlotOwner.class, ListedCall.class)) {
            method.visitLdcInsn(Type.getType(hold));
            method.visitInsn(POP);
        }
        method.visitInsn(RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static void constructor(ClassWriter type, String parent) {
        String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, Type.getType(Guard.class));
        MethodVisitor method = type.visitMethod(ACC_PUBLIC, "<init>", descriptor, null, null);
        method.visitCode();
        method.visitVarInsn(ALOAD, 0);
        method.visitVarInsn(ALOAD, 1);
        method.visitMethodInsn(INVOKESPECIAL, parent, "<init>", descriptor, /* isInterface= */ false);
        method.visitInsn(RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
