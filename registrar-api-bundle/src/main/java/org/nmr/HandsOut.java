// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a dispatch interface that hands out an object of the peer, such as a connection, a session or an
 * iterator.
 *
 * <pre>
 * public interface Pool {
 *     &#64;HandsOut
 *     Connection getConnection();
 * }
 * </pre>
 *
 * <p>A {@linkplain Binding#dispatch() counted view} returns a counted view of the result. Its calls are calls of the
 * same side. When this side has said that it is done, they fail with {@link DetachedException}, as all its calls do.
 *
 * <p><b>Closed by the caller.</b> If the declared result is an {@link AutoCloseable}, the object is in flight, as a
 * call is, from the return of the method until its {@code close()} has returned, normally or not. So an unload waits
 * for it, and reports show it. Until then its methods work, also after its side has said that it is done. The same
 * holds for what it hands out by marked methods of its own. A caller that drops such an object without closing it holds
 * up every unload until the binding is revoked. {@link Binding#handedOut()} returns those that are not closed.
 *
 * <p><b>Which types.</b> The view implements the declared result, and nothing else that the object may be. There must
 * be a counted view of this type: see {@link Binding#dispatch()}. If not, there is none of the dispatch interface
 * either, and the exception says why. An asynchronous result cannot be handed out.
 *
 * <p><b>Only the result itself.</b> Objects inside a collection, an array, an {@link java.util.Optional} or another
 * object are not counted. Neither is an object that a caller gets from a manual call. The peer that gets such a view
 * back as an argument sees the view, not its own object.
 *
 * <p><b>Inherited.</b> A mark holds also for a method that overrides the marked one.
 *
 * <p>Two views of one object are equal, while their sides last. {@code equals}, {@code hashCode} and {@code toString}
 * do not call the object. If a method returns {@code null}, its caller gets {@code null}. If it returns the object
 * through which it was handed out, and that is not closed, its caller gets the same view as before.
 *
 * @since 1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface HandsOut {}
