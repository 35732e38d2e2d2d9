package org.nmr.registrar.osgi;

/** Packages that the bundle uses where they are there. */
final class OptionalImport {
    private OptionalImport() {}

    /** Tells whether the bundle's class loader finds a class; that does not change before the bundle is refreshed. */
    static boolean isThere(String className) {
        try {
            Class.forName(className, /* initialize= */ false, OptionalImport.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError notThere) {
            return false;
        }
    }
}
