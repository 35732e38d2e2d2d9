// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.GETSTATIC;

import org.nmr.registrar.call.HandOut;
import org.objectweb.asm.Type;

/** Writes how a view's method hands out its result. */
final class HandOutWriter extends Outliving {
    private static final String MAKER = Type.getDescriptor(HandOutMaker.class);

    /** Which of the view's makers is that of the result. */
    private final int index;

    HandOutWriter(ViewMethodWriter method, int index) {
        super(method, HandOut.class, "isLost");
        this.index = index;
    }

    @Override
    void begin() {
        method.loadGuard();
        method.loadHandOut();
        loadMaker();
        loadText();
        String begun = "(L" + ViewMethodWriter.GUARD + ";L" + name + ";" + MAKER + "Ljava/lang/String;)L" + name + ";";
        callStatic(HandOutMaker.class, "begin", begun);
    }

    /** Without a cast to the result's type: to a virtual machine an object is any interface. */
    @Override
    void await() {
        load();
        loadMaker();
        callStatic(HandOutMaker.class, "give", "(Ljava/lang/Object;L" + name + ";" + MAKER + ")Ljava/lang/Object;");
    }

    private void loadMaker() {
        out.visitFieldInsn(GETSTATIC, method.view, ViewGenerator.HAND_OUTS, "[" + MAKER);
        out.visitLdcInsn(index);
        out.visitInsn(AALOAD);
    }
}
