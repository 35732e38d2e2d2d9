// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;

/** The filters of clients are those of the framework. Names are case-sensitive. */
public final class LdapFilters {
    private static final String OWNER_VERSION = "nmr.owner.version";

    private LdapFilters() {}

    /**
     * Compiles a filter.
     *
     * @throws IllegalArgumentException if its syntax is invalid
     */
    public static Predicate<Map<String, Object>> compile(String text) {
        try {
            Filter filter = FrameworkUtil.createFilter(text);
            return attributes -> filter.matches(withVersion(attributes));
        } catch (InvalidSyntaxException invalid) {
            throw new IllegalArgumentException(invalid.getMessage(), invalid);
        }
    }

    /** As text, 1.10 would be less than 1.9. */
    private static Map<String, Object> withVersion(Map<String, Object> attributes) {
        Map<String, Object> typed = new HashMap<>(attributes);
        typed.computeIfPresent(OWNER_VERSION, (name, version) -> Version.parseVersion(version.toString()));
        return typed;
    }
}
