// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/**
 * Keeps files of the load folder away from File Install that are a bundle which is there already. File Install would
 * update that bundle with the file, whoever has installed it, and uninstall it when one of the two files goes.
 *
 * <p>So this answers for such a file, as a transformer that makes nothing of it. When the other bundle has gone, the
 * file is touched, and File Install takes it as a new one. Thread safe.
 */
final class Doubles implements InvocationHandler {
    /** In the bundle of File Install, which shares this type with no one. */
    private static final String TRANSFORMER = "org.apache.felix.fileinstall.ArtifactTransformer";

    private final BundleContext context;
    private final Path folder;
    private final PrintStream out;

    /** So long a listing is used. File Install asks for a file only when that has not changed for longer. */
    private static final long FRESH = TimeUnit.MILLISECONDS.toNanos(500);

    /** The files that are kept away. */
    private final Set<Path> kept = ConcurrentHashMap.newKeySet();

    /** The last one; null before the first. Several threads may make one at the same time. */
    private volatile @Nullable Listing listing;

    /**
     * What is in the folder, for all questions of one scan: to open each file for each other one would take hours where
     * there are thousands.
     *
     * @param made when it was made
     * @param first the first file by name of each bundle
     */
    private record Listing(long made, Map<BundleId, Path> first) {}

    Doubles(BundleContext context, Path folder, PrintStream out) {
        this.context = context;
        this.folder = folder.toAbsolutePath().normalize();
        this.out = out;
    }

    /**
     * Begins to answer; to be called before File Install starts.
     *
     * @param loaders the bundle of File Install
     * @throws BundleException if its type is not there
     */
    void publish(List<Bundle> loaders) throws BundleException {
        for (Bundle loader : loaders) {
            try {
                Class<?> type = loader.loadClass(TRANSFORMER);
                Object transformer = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
                context.registerService(
                        TRANSFORMER,
                        transformer,
                        FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
            } catch (ClassNotFoundException e) {
                throw new BundleException("expected " + TRANSFORMER + " in " + loader, e);
            }
        }
    }

    /** File Install asks whether this can handle a file, and lets it be transformed. */
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "canHandle" -> isKept(((File) arguments[0]).toPath());
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> hashCode();
            case "toString" -> toString();
            default -> null; // transform: into nothing
        };
    }

    private boolean isKept(Path file) {
        Optional<String> other = other(file);
        if (other.isEmpty()) {
            kept.remove(file); // overwritten by something else: File Install has it, and a touch would load it again
        } else if (kept.add(file)) {
            out.println(BundleFiles.printable("nmr: " + file + " is not loaded: " + other.get()));
        }
        return other.isPresent();
    }

    /** Lets File Install have the files whose other bundle has gone. */
    void look() {
        List<Path> free = kept.stream().filter(file -> other(file).isEmpty()).toList();
        kept.removeAll(free);
        free.stream().filter(Files::exists).forEach(this::touch);
    }

    private void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
        } catch (IOException e) {
            out.println(BundleFiles.printable("nmr: " + file + " can be loaded now; copy it to " + folder + " again"));
        }
    }

    /** Says what a file is already and what to do about it; empty if it is not. */
    Optional<String> other(Path file) {
        Path path = file.toAbsolutePath().normalize();
        return BundleId.of(path).flatMap(id -> installed(id, path).or(() -> beside(id, path)));
    }

    private Optional<String> installed(BundleId id, Path file) {
        Optional<Bundle> same =
                Stream.of(context.getBundles()).filter(id::isThatOf).findFirst();
        return same.filter(bundle -> !file(bundle).equals(Optional.of(file))).map(bundle -> says(id, bundle));
    }

    private String says(BundleId id, Bundle bundle) {
        String is = "it is " + id + ", which is there already as bundle " + bundle.getBundleId();
        Optional<Path> other = file(bundle);
        if (other.isEmpty()) { // another location may contain a password
            return is + ". Delete the file, or give it another version; \"lb -l\" shows where the bundle is from";
        }
        return is + ", from " + other.get() + ". Delete one of the files; to update the bundle, overwrite that file";
    }

    /** None of them is installed yet: the first by name will be. */
    private Optional<String> beside(BundleId id, Path file) {
        if (!folder.equals(file.getParent())) {
            return Optional.empty();
        }
        Path first = first(id);
        return first == null || first.compareTo(file) >= 0
                ? Optional.empty()
                : Optional.of("it is " + id + ", and so is " + first
                        + ". Delete one of the files; to update the bundle, overwrite that file");
    }

    /** Returns the first file that is such a bundle; if that has changed since the listing, there is a new one. */
    private @Nullable Path first(BundleId id) {
        Listing last = listing;
        if (last != null && System.nanoTime() - last.made() < FRESH) {
            Path first = last.first().get(id);
            if (first == null || BundleId.of(first).equals(Optional.of(id))) {
                return first;
            }
        }
        Listing made = list();
        listing = made;
        return made.first().get(id);
    }

    private Listing list() {
        Map<BundleId, Path> first = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted().forEach(each -> BundleId.of(each).ifPresent(id -> first.putIfAbsent(id, each)));
        } catch (IOException | UncheckedIOException e) {
            return new Listing(System.nanoTime(), Map.of()); // the folder has gone, and so have the files
        }
        return new Listing(System.nanoTime(), first);
    }

    /** Returns the file that a bundle was installed from; empty if it was none. */
    static Optional<Path> file(Bundle bundle) {
        try {
            URI location = URI.create(bundle.getLocation());
            return "file".equals(location.getScheme())
                    ? Optional.of(Path.of(location).normalize())
                    : Optional.empty();
        } catch (IllegalArgumentException e) { // any text may be a location
            return Optional.empty();
        }
    }
}
