// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;

/**
 * What a bundle requires, as it stands in a manifest: read from the requirement's filter, to which the framework has
 * turned it.
 *
 * @param namespace the namespace of the requirement
 * @param name the value of the attribute that is called as the namespace; empty if the filter has none
 * @param range the versions, such as {@code [1.0,2)}; empty for all
 * @param rest what else the filter asks for; all of a filter that is too long to be read
 */
record Wanted(String namespace, String name, String range, String rest) {
    /** So many characters of a filter are read; the expression needs stack for each character that is escaped. */
    private static final int READ = 2000;

    /** So many of a text in a manifest are shown. */
    private static final int SHOWN = 300;

    private static final Pattern CLAUSE =
            Pattern.compile("(\\(!)?\\(([^()&|!=<>~]+)(=|>=|<=|~=)((?:[^()\\\\]++|\\\\.)*+)\\)");

    /** Reads the filter of a requirement. */
    static Wanted of(BundleRequirement requirement) {
        return of(requirement.getNamespace(), requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, ""));
    }

    static Wanted of(String namespace, String filter) {
        if (filter.length() > READ) {
            return new Wanted(namespace, "", "", filter);
        }
        String name = "";
        String low = "";
        String high = "";
        List<String> rest = new ArrayList<>();
        Matcher clause = CLAUSE.matcher(filter);
        while (clause.find()) {
            boolean not = clause.group(1) != null;
            String attribute = clause.group(2).strip();
            String value = clause.group(4);
            if (attribute.equals(namespace) && !not && name.isEmpty()) {
                name = value;
            } else if (attribute.equals("version") || attribute.equals(Constants.BUNDLE_VERSION_ATTRIBUTE)) {
                switch ((not ? "!" : "") + clause.group(3)) {
                    case ">=" -> low = "[" + shown(value);
                    case "!<=" -> low = "(" + shown(value);
                    case "<=" -> high = shown(value) + "]";
                    case "!>=" -> high = shortest(value) + ")";
                    default -> {
                        low = "[" + shown(value);
                        high = isJava(namespace) ? "" : shown(value) + "]"; // a newer JVM provides the older ones, too
                    }
                }
            } else {
                rest.add((not ? "not " : "") + attribute + clause.group(3) + value);
            }
        }
        return new Wanted(namespace, name, range(low, high), String.join(", ", rest));
    }

    private static boolean isJava(String namespace) {
        return namespace.equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE);
    }

    private static String range(String low, String high) {
        if (low.isEmpty() && high.isEmpty()) {
            return "";
        }
        if (high.isEmpty()) {
            return low.startsWith("[") ? low.substring(1) + " or later" : "after " + low.substring(1);
        }
        return (low.isEmpty() ? "[0" : low) + "," + high;
    }

    /** Whether the capability is this, be it of another version or with other attributes. */
    boolean isSameName(BundleCapability capability) {
        return !name.isEmpty() && name.equals(capability.getAttributes().get(namespace));
    }

    /** Returns the version of a capability. */
    static String version(BundleCapability capability) {
        Object version = capability.getAttributes().get(Constants.VERSION_ATTRIBUTE);
        Object bundle = capability.getAttributes().get(Constants.BUNDLE_VERSION_ATTRIBUTE);
        boolean isBundle = capability.getNamespace().equals(BundleNamespace.BUNDLE_NAMESPACE);
        Object shown = isBundle ? bundle : version;
        return shown == null ? "it without a version" : shown(shown.toString());
    }

    /** Returns that there is none. */
    String none() {
        return switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "no bundle exports " + this;
            case BundleNamespace.BUNDLE_NAMESPACE -> this + " is not there";
            default -> "no bundle provides " + this;
        };
    }

    /** Returns what is to be installed. */
    String source() {
        return switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "a bundle that exports " + this;
            case BundleNamespace.BUNDLE_NAMESPACE -> toString();
            default -> "a bundle that provides " + this;
        };
    }

    /** Returns who has it in this version; a name follows. */
    String has() {
        return switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> " is exported by ";
            case BundleNamespace.BUNDLE_NAMESPACE -> " is there: ";
            default -> " is provided by ";
        };
    }

    @Override
    public String toString() {
        String subject = switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "package " + name;
            case BundleNamespace.BUNDLE_NAMESPACE -> "bundle " + name;
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
                name.startsWith("JavaSE") ? "Java" : name;
            default -> namespace + " " + name;
        };
        return cut(subject.strip())
                + (range.isEmpty() ? "" : " " + cut(range))
                + (rest.isEmpty() ? "" : " with " + cut(rest));
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    /** A version without a micro part of 0, as people write it. */
    private static String shown(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+)\\.0$", "$1");
    }

    /** The end of a range without the parts that are 0. */
    private static String shortest(String version) {
        return version.replaceFirst("(\\.0)+$", "");
    }
}
