// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.inside;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.osgi.framework.BundleContext;

/** Starts Felix before each test and runs the test's methods in a probe bundle in it. */
final class ProbeExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver, InvocationInterceptor {
    private static final Namespace NAMESPACE = Namespace.create(ProbeExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        Probe probe = new Probe(context.getRequiredTestClass());
        context.getStore(NAMESPACE).put(Probe.class, probe);
        probe.start(context.getRequiredTestClass().getAnnotation(InFelix.class).value());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        probe(context).stop();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == BundleContext.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return probe(context).context();
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        runInside(invocation, call, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        runInside(invocation, call, context);
    }

    private static void runInside(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        invocation.skip();
        probe(context).invoke(call.getExecutable(), call.getArguments());
    }

    private static Probe probe(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Probe.class, Probe.class);
    }
}
