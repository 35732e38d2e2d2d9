// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.util.function.ToIntFunction;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Adds a call of {@link Probe#hit} at each method entry and before each allocation. A constructor is entered after the
 * one that it calls; the bodies of lambdas are methods, too; static initializers are left alone, because they run once.
 */
final class Instrumenter extends ClassVisitor {
    private static final String PROBE = Type.getInternalName(Probe.class);

    private final ToIntFunction<String> sites;
    private String type = "";

    private Instrumenter(ClassVisitor next, ToIntFunction<String> sites) {
        super(Opcodes.ASM9, next);
        this.sites = sites;
    }

    /** Returns the class with probes; each site gets its number from its name. */
    static byte[] instrument(byte[] code, ToIntFunction<String> sites) {
        ClassReader reader = new ClassReader(code);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Instrumenter(writer, sites), 0);
        return writer.toByteArray();
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        type = name.substring(name.lastIndexOf('/') + 1);
        super.visit(version, access, name, signature, parent, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, thrown);
        return name.equals("<clinit>") ? next : new Method(next, name);
    }

    private final class Method extends MethodVisitor {
        private final String name;
        private int line;

        /** How many objects were allocated whose constructor has not been called yet, in the order of the code. */
        private int raw;

        /** Whether this is a constructor before its call of another. */
        private boolean unborn;

        Method(MethodVisitor next, String name) {
            super(Opcodes.ASM9, next);
            this.name = name;
            this.unborn = name.equals("<init>");
        }

        private void probe(String what) {
            super.visitLdcInsn(sites.applyAsInt(type + "." + name + what));
            super.visitMethodInsn(Opcodes.INVOKESTATIC, PROBE, "hit", "(I)V", /* isInterface= */ false);
        }

        private void allocation(String what) {
            probe(":" + line + " new " + what.substring(what.lastIndexOf('/') + 1));
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (!unborn) {
                probe(" entry");
            }
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
            super.visitLineNumber(number, start);
        }

        @Override
        public void visitTypeInsn(int opcode, String operand) {
            if (opcode == Opcodes.ANEWARRAY) {
                allocation(operand);
            }
            super.visitTypeInsn(opcode, operand);
            if (opcode == Opcodes.NEW) {
                raw++;
                allocation(operand); // after it, because frames refer to the instruction by a label right before it
            }
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY) {
                allocation("array");
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            allocation(descriptor);
            super.visitMultiANewArrayInsn(descriptor, dimensions);
        }

        @Override
        public void visitInvokeDynamicInsn(String method, String descriptor, Handle bootstrap, Object... arguments) {
            allocation(method + " (indy)");
            super.visitInvokeDynamicInsn(method, descriptor, bootstrap, arguments);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String method, String descriptor, boolean isInterface) {
            super.visitMethodInsn(opcode, owner, method, descriptor, isInterface);
            if (opcode == Opcodes.INVOKESPECIAL && method.equals("<init>")) {
                if (raw > 0) {
                    raw--;
                } else if (unborn) {
                    unborn = false;
                    probe(" entry");
                }
            }
        }
    }
}
