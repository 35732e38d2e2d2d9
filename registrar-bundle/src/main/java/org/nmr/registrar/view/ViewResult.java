// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.lang.reflect.Method;

/**
 * The result of one declaration of a method, as far as the view's interfaces fix it.
 *
 * @param method the declaration
 * @param type the class of the result, or a bound of it
 * @param isOpen whether each caller chooses the class by itself, within its bounds
 */
record ViewResult(Method method, Class<?> type, boolean isOpen) {}
