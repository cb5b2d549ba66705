package io.longwire.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that open something, kept as digests and compared in constant time, so that neither their length nor a common
 * beginning shows in the time an answer takes. Immutable; any thread.
 */
final class Keys {
    private static final int SCOPE_BYTES = 8;

    private final List<byte[]> digests;

    Keys(List<String> keys) {
        digests = keys.stream().map(Keys::digest).toList();
    }

    boolean isEmpty() {
        return digests.isEmpty();
    }

    /** A short name of the key that was shown, the same for the same key; null when it is none of these. */
    @Nullable
    String scopeOf(String shown) {
        byte[] digest = digest(shown);
        boolean known = false;
        for (byte[] key : digests) {
            known |= MessageDigest.isEqual(key, digest);
        }
        return known ? HexFormat.of().formatHex(digest, 0, SCOPE_BYTES) : null;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
