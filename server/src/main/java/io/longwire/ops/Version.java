package io.longwire.ops;

/** Which version this is. */
public final class Version {
    private Version() {}

    /** As the jar's manifest says; {@code dev} when run from classes. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
