// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.nmr.drain.internal.rules.ServiceFacts;

/** What may replace a service that is gone. */
class MatchTest {
    private static final List<Class<?>> TYPES = List.of(Runnable.class, Callable.class);

    private static Match match(String bundle, Map<String, Object> properties, List<Class<?>> types) {
        return new Match(new ServiceFacts(properties, 7, bundle), types);
    }

    private static Match match(Map<String, Object> properties) {
        return match("polite", properties, TYPES);
    }

    @Test
    void replaces_theSameServiceOfTheNextStart_isTrue() {
        Map<String, Object> first = Map.of("component.name", "a", "service.id", 1L, "round", 1);
        Map<String, Object> second = Map.of("component.name", "a", "service.id", 2L, "round", 2);
        assertTrue(
                match("polite", second, List.of(Callable.class, Runnable.class)).replaces(match(first)));
    }

    @Test
    void replaces_anotherBundleComponentPidScopeOrType_isFalse() {
        Match last = match(Map.of("service.pid", "a"));
        assertTrue(
                match(Map.of("service.pid", "a", "service.scope", "singleton")).replaces(last));
        assertFalse(match("other", Map.of("service.pid", "a"), TYPES).replaces(last));
        assertFalse(match(Map.of("service.pid", "b")).replaces(last));
        assertFalse(match(Map.of("service.pid", "a", "component.name", "b")).replaces(last));
        assertFalse(match(Map.of("service.pid", "a", "service.scope", "bundle")).replaces(last));
        assertFalse(match("polite", Map.of("service.pid", "a"), List.of(Runnable.class))
                .replaces(last));
    }

    /** Without a component or a PID, two services of a bundle differ in their properties alone. */
    @Test
    void replaces_neitherComponentNorPid_comparesTheProperties() {
        Match last = match(Map.of("name", "a", "service.id", 1L));
        assertTrue(match(Map.of("name", "a", "service.id", 2L)).replaces(last));
        assertFalse(match(Map.of("name", "b", "service.id", 2L)).replaces(last));
    }

    /** Another version of an interface is another class, although it has the same name. */
    @Test
    void replaces_anotherClassOfTheSameName_isFalse() throws Exception {
        Class<?> other = new OtherVersion().loadClass(Sample.class.getName());
        assertEquals(Sample.class.getName(), other.getName());
        Match last = match("polite", Map.of(), List.of(Sample.class));
        assertFalse(match("polite", Map.of(), List.of(other)).replaces(last));
    }

    @Test
    void npiId_anyTypeName_isAllowed() {
        Map<String, Object> properties = new HashMap<>(Map.of("service.id", 42L));
        assertEquals("service.service-42", Original.npiId(new ServiceFacts(properties, 7, "polite")));
        properties.put("objectClass", new String[] {"org.example.Outer$Inn\u00e9r"});
        assertEquals("org.example.Outer-Inn-r.service-42", Original.npiId(new ServiceFacts(properties, 7, "polite")));
    }

    /** A type of this test. */
    interface Sample {}

    /** Defines the type once more. */
    private static final class OtherVersion extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Sample.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (var bytes = MatchTest.class.getResourceAsStream("MatchTest$Sample.class")) {
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
