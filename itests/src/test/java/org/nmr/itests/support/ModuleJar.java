// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.nmr.itests.shared.Scenario;

/** A throw-away bundle, made of packages of these tests. Immutable. */
public final class ModuleJar {
    private static final String API = "org.nmr";
    private static final String NPI = "org.nmr.itests.npi";
    private static final String MODULES = "org.nmr.itests.modules";

    private final Map<String, String> headers;
    private final List<String> packages;
    private final Map<String, String> texts;

    private ModuleJar(Map<String, String> headers, List<String> packages, Map<String, String> texts) {
        this.headers = headers;
        this.packages = packages;
        this.texts = texts;
    }

    /** Returns the bundle with the dispatch types. */
    public static ModuleJar npi() {
        return npi("1.0");
    }

    /** The same with another version of its package. */
    public static ModuleJar npi(String version) {
        return named("npi", List.of(NPI)).with("Export-Package", NPI + ";version=" + version);
    }

    /** Returns a bundle that extends {@code NetworkModuleActivator}. */
    public static ModuleJar activator(String name) {
        return module(name).with("Bundle-Activator", MODULES + ".ModuleActivator");
    }

    /**
     * Returns the same that forgets to call what it overrides.
     *
     * @param what contains {@code start} or {@code stop}; or {@code throw} for a {@code stop} that throws before
     */
    public static ModuleJar forgetful(String name, String what) {
        return module(name)
                .with("Bundle-Activator", MODULES + ".ForgetfulActivator")
                .with("Itest-Forgets", what);
    }

    /** Returns a bundle that publishes a {@code NetworkModule}. */
    public static ModuleJar whiteboard(String name) {
        return module(name).with("Bundle-Activator", MODULES + ".WhiteboardActivator");
    }

    /** Returns a bundle that takes the {@code NetworkModuleRegistrar}. */
    public static ModuleJar byHand(String name) {
        return module(name).with("Bundle-Activator", MODULES + ".HandActivator");
    }

    /** Returns a link of a chain of calls, with an NPI or an empty text for what it provides and for what it calls. */
    public static ModuleJar relay(String name, String in, String out) {
        ModuleJar jar = module(name).with("Bundle-Activator", MODULES + ".RelayActivator");
        jar = in.isEmpty() ? jar : jar.with("Itest-In", in);
        return out.isEmpty() ? jar : jar.with("Itest-Out", out);
    }

    /** Returns a bundle with one module for each role. */
    public static ModuleJar parts(String name) {
        return module(name).with("Bundle-Activator", MODULES + ".PartsActivator");
    }

    /** Returns a bundle that does what its name says, with these permissions. */
    public static ModuleJar guarded(String name, String permissions) {
        String code = "org.nmr.itests.guarded";
        ModuleJar jar = named(name, List.of(code))
                .with("Bundle-Activator", code + ".GuardedActivator")
                .with("Import-Package", API + ",org.osgi.framework");
        jar.texts.put("OSGI-INF/permissions.perm", permissions);
        return jar;
    }

    /** Returns a bundle whose activator forgets to call {@code super.start}, with these permissions. */
    public static ModuleJar guardedForgetful(String name, String permissions) {
        return guarded(name, permissions).with("Bundle-Activator", "org.nmr.itests.guarded.GuardedForgetfulActivator");
    }

    /** Returns a bundle without code that imports packages when it first needs them. */
    public static ModuleJar importing(String name) {
        return named(name, List.of()).with("DynamicImport-Package", "*");
    }

    /** Returns a bundle without code that imports these packages when it is resolved. */
    public static ModuleJar importing(String name, String packages) {
        return named(name, List.of()).with("Import-Package", packages);
    }

    /** Returns an ordinary bundle that provides {@code Work} with these properties, written {@code a=1;b=c}. */
    public static ModuleJar worker(String name, String properties) {
        return PlainJar.activator(name, "WorkActivator", properties);
    }

    /** Returns a bundle with a connection pool of others, with these properties. */
    public static ModuleJar pool(String name, String properties) {
        String code = "org.nmr.itests.pool";
        return named(name, List.of(code))
                .with("Import-Package", "org.osgi.framework,javax.sql,com.zaxxer.hikari")
                .with("Bundle-Activator", code + ".PoolActivator")
                .with("Itest-Properties", properties);
    }

    /** Returns an ordinary bundle with a component that provides {@code Work}, in such a scope. */
    public static ModuleJar workComponent(String name, String scope, String properties) {
        return PlainJar.provider(name, scope, properties, "");
    }

    /** Returns an ordinary bundle with a component that uses {@code Work}, in the way that these attributes say. */
    public static ModuleJar workUser(String name, String attributes) {
        return PlainJar.user(name, "WorkUser", "", "bind=\"bind\" unbind=\"unbind\" " + attributes);
    }

    /** Returns a bundle with the code of a package, which imports these packages and those that all tests share. */
    static ModuleJar of(String name, String code, String imports) {
        return named(name, List.of(code))
                .with(
                        "Import-Package",
                        "org.osgi.framework," + Scenario.class.getPackageName() + (imports.isEmpty() ? "" : ",")
                                + imports);
    }

    /** Returns this bundle with a file. */
    ModuleJar withText(String path, String text) {
        Map<String, String> more = new LinkedHashMap<>(texts);
        more.put(path, text);
        return new ModuleJar(headers, packages, more);
    }

    /** Returns a bundle with a component that publishes a {@code NetworkModule}. */
    public static ModuleJar component(String name) {
        return component(name, "");
    }

    /** Returns a bundle with such a component that needs a service of a type. */
    public static ModuleJar component(String name, Class<?> needed) {
        return component(name, "<reference name=\"needed\" interface=\"%s\"/>".formatted(needed.getName()));
    }

    private static ModuleJar component(String name, String reference) {
        String description = "OSGI-INF/" + name + ".xml";
        ModuleJar jar = module(name).with("Service-Component", description);
        jar.texts.put(description, """
                <?xml version="1.0" encoding="UTF-8"?>
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s" immediate="true"
                    activate="activate" deactivate="deactivate">
                  <implementation class="%s.ModuleComponent"/>
                  <service><provide interface="org.nmr.NetworkModule"/></service>
                  %s
                </scr:component>
                """.formatted(name, MODULES, reference));
        return jar;
    }

    private static ModuleJar module(String name) {
        return named(name, List.of(MODULES))
                .with(
                        "Import-Package",
                        "org.nmr;version=\"[1.0,2)\",org.osgi.framework,"
                                + "org.osgi.service.component;resolution:=optional,"
                                + Scenario.class.getPackageName() + "," + NPI);
    }

    private static ModuleJar named(String name, List<String> packages) {
        ModuleJar jar = new ModuleJar(new LinkedHashMap<>(), packages, new LinkedHashMap<>());
        return jar.with("Bundle-ManifestVersion", "2")
                .with("Bundle-SymbolicName", name)
                .with("Bundle-Version", "1.2.3");
    }

    /** Returns this bundle with a client, of the same name as the bundle. */
    public ModuleJar client(String npi) {
        return client(headers.get("Bundle-SymbolicName"), npi);
    }

    /** Returns this bundle with one more client. */
    public ModuleJar client(String label, String npi) {
        return role("client:" + label + ":" + npi);
    }

    /** Returns this bundle with a provider, of the same name as the bundle. */
    public ModuleJar provider(String npi) {
        return provider(headers.get("Bundle-SymbolicName"), npi);
    }

    /** Returns this bundle with one more provider. */
    public ModuleJar provider(String label, String npi) {
        return role("provider:" + label + ":" + npi);
    }

    /**
     * Returns this bundle with something that captures a provider when the test wants it, of the same name as the
     * bundle.
     */
    public ModuleJar capturing(String npi, String atMost) {
        return role("capture:" + headers.get("Bundle-SymbolicName") + ":" + npi + ":" + atMost);
    }

    /** Returns this bundle with clients and captures that want to see these providers only. */
    public ModuleJar filter(String filter) {
        return with("Itest-Filter", filter);
    }

    /** Returns this bundle with clients that want one provider at a time. */
    public ModuleJar best() {
        return with("Itest-Cardinality", "ONE");
    }

    /**
     * Returns this bundle with clients that require a provider, and a {@code Runnable} that it publishes while they
     * have it.
     */
    public ModuleJar required() {
        return with("Itest-Required", "true");
    }

    /** Returns this bundle with the requirement that bnd makes of {@code RequireNetworkModuleRegistrar}. */
    public ModuleJar requiringRegistrar() throws IOException {
        return with("Require-Capability", Shipped.API.header("Require-Capability"));
    }

    /** Returns this bundle with one more characteristic of each of its registrations. */
    public ModuleJar characteristic(String name, Object value) {
        return append("Itest-Characteristics", name + "=" + value);
    }

    /** Returns this bundle with a copy of the dispatch types of its own, which it uses. */
    public ModuleJar withOwnNpi() {
        String imports = headers.get("Import-Package").replace("," + NPI, "");
        return new ModuleJar(headers, more(NPI), texts).with("Import-Package", imports);
    }

    /** Returns this bundle with a copy of the API of its own, which it uses. */
    public ModuleJar withOwnApi() {
        String imports = headers.get("Import-Package").replace("org.nmr;version=\"[1.0,2)\",", "");
        return new ModuleJar(headers, more(API), texts).with("Import-Package", imports);
    }

    /** Returns a bundle that has nothing but a copy of the API for others. */
    public static ModuleJar otherApi(String name) {
        return named(name, List.of(API))
                .with("Export-Package", API + ";version=1.0;copy=true")
                .with("Import-Package", "org.osgi.framework");
    }

    /** Returns this bundle with the API from such a bundle. */
    public ModuleJar usingOtherApi() {
        String imports = headers.get("Import-Package").replace("org.nmr;", "org.nmr;copy=true;");
        return with("Import-Package", imports);
    }

    private List<String> more(String name) {
        List<String> more = new ArrayList<>(packages);
        more.add(name);
        return more;
    }

    private ModuleJar role(String role) {
        return append("Itest-Roles", role);
    }

    private ModuleJar append(String header, String value) {
        String present = headers.get(header);
        return with(header, present == null ? value : present + "," + value);
    }

    ModuleJar with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ModuleJar(more, packages, texts);
    }

    /** Returns where the bundle pretends to come from. */
    String location() {
        return "itests:" + headers.get("Bundle-SymbolicName");
    }

    /** Returns the bytes of the jar. */
    public InputStream open() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (String name : packages) {
                if (name.equals(API)) {
                    addApi(jar);
                } else {
                    addPackage(jar, name.replace('.', '/'));
                }
            }
            for (Map.Entry<String, String> text : texts.entrySet()) {
                add(jar, text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** Returns the bytes of a bundle of ours with another version. */
    static InputStream copy(Shipped shipped, String version) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarFile original = new JarFile(shipped.path().toFile())) {
            Manifest manifest = new Manifest(original.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry : Collections.list(original.entries())) {
                    if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        add(jar, entry.getName(), original.getInputStream(entry).readAllBytes());
                    }
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void addPackage(JarOutputStream jar, String folder) throws IOException {
        try (DirectoryStream<Path> classes =
                Files.newDirectoryStream(testClasses().resolve(folder), "*.class")) {
            for (Path file : classes) {
                add(jar, folder + "/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
    }

    private static void addApi(JarOutputStream jar) throws IOException {
        try (JarFile api = new JarFile(Shipped.API.path().toFile())) {
            for (JarEntry entry : Collections.list(api.entries())) {
                if (entry.getName().matches("org/nmr/[^/]+\\.class")) {
                    add(jar, entry.getName(), api.getInputStream(entry).readAllBytes());
                }
            }
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    private static Path testClasses() {
        try {
            return Path.of(ModuleJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
