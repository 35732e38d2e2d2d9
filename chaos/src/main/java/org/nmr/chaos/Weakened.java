// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Takes the body out of one method of a bundle; it returns true, 0 or null then. All else stays the same. */
final class Weakened {
    private final String file;
    private final String method;

    /**
     * Prepares it.
     *
     * @param name the full name of the class, a dot, the name of the method
     */
    Weakened(String name) {
        int dot = name.lastIndexOf('.');
        this.file = name.substring(0, dot).replace('.', '/') + ".class";
        this.method = name.substring(dot + 1);
    }

    BundleJar of(BundleJar jar) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean found = false;
        try (ZipInputStream in = new ZipInputStream(jar.open());
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                byte[] content = in.readAllBytes();
                boolean isTheOne = entry.getName().equals(file);
                found |= isTheOne;
                new ByteArrayInputStream(isTheOne ? weaken(content) : content).transferTo(out);
            }
        }
        if (!found) {
            throw new IllegalArgumentException("chaos.weakened: expected a class of the registrar, was " + file);
        }
        return new BundleJar(jar.location(), bytes.toByteArray());
    }

    private byte[] weaken(byte[] code) {
        ClassReader reader = new ClassReader(code);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        Body body = new Body(writer);
        reader.accept(body, 0);
        if (!body.found) {
            throw new IllegalArgumentException("chaos.weakened: expected a method of " + file + ", was " + method);
        }
        return writer.toByteArray();
    }

    /** Leaves the visited method without its instructions. */
    private final class Body extends ClassVisitor {
        private boolean found;

        Body(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (!name.equals(method)) {
                return visitor;
            }
            found = true;
            returnAtOnce(visitor, Type.getReturnType(descriptor));
            return null;
        }

        private static void returnAtOnce(MethodVisitor visitor, Type type) {
            visitor.visitCode();
            switch (type.getSort()) {
                case Type.VOID -> {}
                case Type.BOOLEAN -> visitor.visitInsn(Opcodes.ICONST_1);
                case Type.INT -> visitor.visitInsn(Opcodes.ICONST_0);
                default -> visitor.visitInsn(Opcodes.ACONST_NULL);
            }
            visitor.visitInsn(type.getOpcode(Opcodes.IRETURN));
            visitor.visitMaxs(0, 0);
            visitor.visitEnd();
        }
    }
}
