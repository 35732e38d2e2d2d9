// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;

import org.objectweb.asm.Type;

/** Writes what a view's method does with its asynchronous result. */
final class AsyncWriter extends Outliving {
    private static final String PROMISES = Type.getDescriptor(AsyncPromises.class);

    AsyncWriter(ViewMethodWriter method) {
        super(method, AsyncCall.class, "hasThrown");
    }

    @Override
    void begin() {
        method.loadGuard();
        loadText();
        callStatic(AsyncCall.class, "begin", "(L" + ViewMethodWriter.GUARD + ";Ljava/lang/String;)L" + name + ";");
    }

    @Override
    void await() {
        switch (method.method.kind()) {
            case STAGE -> {
                out.visitInsn(DUP);
                until("untilStage", "V");
            }
            case PROMISE -> {
                out.visitInsn(DUP);
                load();
                out.visitFieldInsn(GETSTATIC, method.view, ViewGenerator.PROMISES, PROMISES);
                callStatic(AsyncCall.class, "untilPromise", "(Ljava/lang/Object;L" + name + ";" + PROMISES + ")V");
            }
            case FUTURE -> {
                until("untilFuture", "Ljava/lang/Object;");
                out.visitTypeInsn(
                        CHECKCAST, Type.getInternalName(method.method.method().getReturnType()));
            }
            default -> throw new AssertionError(method.method + " has nothing to wait for");
        }
    }

    private void until(String called, String result) {
        load();
        callStatic(AsyncCall.class, called, "(Ljava/lang/Object;L" + name + ";)" + result);
    }
}
