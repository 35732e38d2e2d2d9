// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What the program is to its modules; a service of the system bundle. */
public interface World {
    /**
     * A module begins.
     *
     * @param slot which one of the population it is
     * @param loader the class loader of its present revision
     * @return its life
     */
    Life begin(int slot, ClassLoader loader);

    /**
     * A plain bundle begins. It ends when the framework releases this service for it.
     *
     * @param slot which one of the population it is
     * @param loader the class loader of its present revision
     * @param bundle its bundle
     * @return its life
     */
    PlainLife beginPlain(int slot, ClassLoader loader, long bundle);

    /**
     * Tells whether services do not ask to be drained, so that the run must fail.
     *
     * @return true if so
     */
    boolean isUndrained();

    /**
     * Lets the program's threads work in a module, until it ends.
     *
     * @param life the module's
     * @param work what to do; gets random numbers
     */
    void employ(Life life, Consumer<SplittableRandom> work);

    /**
     * A module has come to the end of its {@code stop()}, or of a {@code start()} that fails.
     *
     * @param life the module's
     * @param bundle its bundle, of which nothing may be left in the registrar
     */
    void end(Life life, long bundle);

    /**
     * A module has come to the end of its {@code stop()} and leaves its unload to the registrar: it ends when the
     * framework releases this service for its bundle.
     *
     * @param life the module's
     * @param bundle its bundle
     */
    void forget(Life life, long bundle);

    /**
     * Runs something on another thread.
     *
     * @param task what
     * @param micros when
     */
    void later(Runnable task, int micros);
}
