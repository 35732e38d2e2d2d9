// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.resource.Namespace;

/**
 * Requires that a registrar is installed where the annotated class or package runs.
 *
 * <p>bnd writes the requirement into the manifest of the bundle that contains the annotated class or package. Tools
 * that select bundles read it: Apache Karaf, and bnd's resolver with {@code -resolve.effective: active}. So who
 * resolves a module gets a registrar, too.
 *
 * <p>The requirement has no effect in a framework. It is {@code effective:=active}, so the framework does not wire the
 * bundle to the registrar. The bundle starts without a registrar, and a refresh of the registrar does not refresh it.
 *
 * <p>bnd does not inherit annotations of classes: a bundle does not get the requirement of a class that it extends.
 * {@link NetworkModuleActivator} has this annotation, so the API bundle has the requirement. Each bundle that imports
 * the API requires the registrar through it. Annotate a module's own class to have the requirement in its own manifest,
 * too. Then the requirement also holds where the API comes from another bundle, and everyone who reads the manifest
 * sees it:
 *
 * <pre>
 * &#64;RequireNetworkModuleRegistrar
 * &#64;Component(service = NetworkModule.class)
 * public final class GreetingComponent implements NetworkModule {
 * </pre>
 *
 * <p>To compile an annotated class without warnings, the class path needs the jar {@code org.osgi:osgi.annotation}.
 *
 * @see NetworkModuleRegistrar#IMPLEMENTATION
 * @since 1.0
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Requirement(
        namespace = "osgi.implementation",
        name = NetworkModuleRegistrar.IMPLEMENTATION,
        version = NetworkModuleRegistrar.IMPLEMENTATION_VERSION,
        effective = Namespace.EFFECTIVE_ACTIVE)
public @interface RequireNetworkModuleRegistrar {}
