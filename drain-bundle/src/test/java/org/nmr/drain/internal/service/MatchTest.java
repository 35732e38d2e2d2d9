// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
        return Match.of(new ServiceFacts(properties, 7, bundle), types);
    }

    private static Match match(Map<String, Object> properties) {
        return match("polite", properties, TYPES);
    }

    @Test
    void of_theSameServiceOfTheNextStart_isEqual() {
        Map<String, Object> first = Map.of("component.name", "a", "service.id", 1L, "round", 1);
        Map<String, Object> second = Map.of("component.name", "a", "service.id", 2L, "round", 2);
        assertEquals(match(first), match("polite", second, List.of(Callable.class, Runnable.class)));
    }

    @Test
    void of_anotherBundleComponentPidScopeOrType_isNotEqual() {
        Match match = match(Map.of("service.pid", "a"));
        assertEquals(match, match(Map.of("service.pid", "a", "service.scope", "singleton")));
        assertNotEquals(match, match("other", Map.of("service.pid", "a"), TYPES));
        assertNotEquals(match, match(Map.of("service.pid", "b")));
        assertNotEquals(match, match(Map.of("service.pid", "a", "component.name", "b")));
        assertNotEquals(match, match(Map.of("service.pid", "a", "service.scope", "bundle")));
        assertNotEquals(match, match("polite", Map.of("service.pid", "a"), List.of(Runnable.class)));
    }

    /** Another version of an interface is another class, although it has the same name. */
    @Test
    void of_anotherClassOfTheSameName_isNotEqual() throws Exception {
        Class<?> other = new OtherVersion().loadClass(Sample.class.getName());
        assertEquals(Sample.class.getName(), other.getName());
        assertNotEquals(match("polite", Map.of(), List.of(Sample.class)), match("polite", Map.of(), List.of(other)));
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
