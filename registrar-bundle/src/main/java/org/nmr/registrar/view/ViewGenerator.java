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

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.nmr.registrar.call.CallCount;
import org.nmr.registrar.call.HandOut;
import org.nmr.registrar.call.ListedCall;
import org.nmr.registrar.call.SlotOwner;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes the class of a view; {@link ViewMethodWriter} has its methods. */
final class ViewGenerator {
    /** The static field that every view has for its interface's Promise types; null if no method returns one. */
    static final String PROMISES = "promises";

    /** The static field that every view has for the makers of what its methods hand out. */
    static final String HAND_OUTS = "handOuts";

    private final String name;
    private final Class<?> parent;
    private final List<Class<?>> interfaces;

    /**
     * For one view.
     *
     * @param parent {@link View}, {@link StandInView} or {@link HandedOutView}
     */
    ViewGenerator(String name, Class<?> parent, List<Class<?>> interfaces) {
        this.name = name.replace('.', '/');
        this.parent = parent;
        this.interfaces = interfaces;
    }

    byte[] generate(Collection<ViewMethod> methods) {
        // frames are written by hand: to compute them ASM would load the interface's types
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(
                V17,
                ACC_PUBLIC | ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC,
                name,
                null,
                Type.getInternalName(parent),
                interfaces.stream().map(Type::getInternalName).toArray(String[]::new));
        type.visitSource("counted view", null);
        type.visitField(ACC_PUBLIC | ACC_STATIC, PROMISES, Type.getDescriptor(AsyncPromises.class), null, null)
                .visitEnd();
        type.visitField(ACC_PUBLIC | ACC_STATIC, HAND_OUTS, Type.getDescriptor(HandOutMaker[].class), null, null)
                .visitEnd();
        constructor(type);
        initializer(type);
        List<Class<?>> handedOut = HandOutClasses.types(methods);
        for (ViewMethod each : methods) {
            String descriptor = Type.getMethodDescriptor(each.method());
            String called = each.method().getName();
            MethodVisitor method = type.visitMethod(ACC_PUBLIC | ACC_FINAL, called, descriptor, null, null);
            writer(method, each, handedOut).write();
        }
        type.visitEnd();
        return type.toByteArray();
    }

    private ViewMethodWriter writer(MethodVisitor out, ViewMethod method, List<Class<?>> handedOut) {
        int handOut = handedOut.indexOf(method.handedOutType());
        if (parent == HandedOutView.class) {
            return new HandedOutMethodWriter(out, name, method, handOut);
        }
        return parent == StandInView.class
                ? new StandInMethodWriter(out, name, method, handOut)
                : new ViewMethodWriter(out, name, method, handOut);
    }

    /** What the constructor of the generated class takes, as that of its parent does. */
    static Class<?>[] parameters(Class<?> parent) {
        return parent.getDeclaredConstructors()[0].getParameterTypes();
    }

    /** Loads what {@link ViewMethodWriter} needs where the stack has ended and no class can be loaded. */
    private static void initializer(ClassWriter type) {
        MethodVisitor method = type.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        method.visitCode();
        for (Class<?> hold : List.of(CallCount.class, SlotOwner.class, ListedCall.class, HandOut.class)) {
            method.visitLdcInsn(Type.getType(hold));
            method.visitInsn(POP);
        }
        method.visitInsn(RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private void constructor(ClassWriter type) {
        Type[] parameters = Arrays.stream(parameters(parent)).map(Type::getType).toArray(Type[]::new);
        String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, parameters);
        MethodVisitor method = type.visitMethod(ACC_PUBLIC, "<init>", descriptor, null, null);
        method.visitCode();
        for (int local = 0; local <= parameters.length; local++) {
            method.visitVarInsn(ALOAD, local);
        }
        String owner = Type.getInternalName(parent);
        method.visitMethodInsn(INVOKESPECIAL, owner, "<init>", descriptor, /* isInterface= */ false);
        method.visitInsn(RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
