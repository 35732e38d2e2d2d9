// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * A place inside a module where a call stays until the test releases it.
 *
 * <pre>
 * Hold hold = harness.hold();
 * provider.dispatch(hold.around(Greeter.class, name -&gt; "Hello " + name));
 * ...
 * hold.awaitInside();   // a call of the client is inside the provider now
 * ...
 * hold.release();
 * </pre>
 *
 * <p>If no thread comes, or if the test does not release it, the wait ends with an {@link AssertionError} that says so.
 */
public final class Hold {
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Makes a hold that is not released. One made by {@link ModuleHarness#hold} is released when the test ends. */
    public Hold() {}

    /**
     * Waits until {@link #release} is called, and returns at once after that. Callbacks and dispatch methods call it.
     */
    public void stay() {
        inside.countDown();
        Waits.await(released, "held on " + Thread.currentThread().getName() + ": no thread has called release()");
    }

    /**
     * Tells whether a thread is, or was, inside.
     *
     * @return whether a thread has called {@link #stay}
     */
    public boolean isInside() {
        return inside.getCount() == 0;
    }

    /** Waits until a thread is inside. */
    public void awaitInside() {
        Waits.await(inside, "expected a thread to come to stay(), but none has come");
    }

    /** Releases all threads that wait here now, and all that come later. */
    public void release() {
        released.countDown();
    }

    /**
     * Wraps a dispatch: each call waits here before it reaches the target.
     *
     * @param <D> the dispatch type
     * @param type the dispatch type, an interface
     * @param target the dispatch that is called after the release
     * @return the wrapped dispatch
     */
    public <D> D around(Class<D> type, D target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (method.getDeclaringClass() != Object.class) {
                stay();
            }
            try {
                return method.invoke(target, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
