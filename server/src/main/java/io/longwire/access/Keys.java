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

    /** To clone: looking the algorithm up takes longer than a short key's digest, and each publish shows a key. */
    private static final MessageDigest SHA_256 = sha256();

    private final List<Key> keys;

    Keys(List<String> keys) {
        this.keys = keys.stream().map(Key::of).toList();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** A short name of the key that was shown, the same for the same key; null when it is none of these. */
    @Nullable
    String scopeOf(String shown) {
        byte[] digest = digest(shown);
        String scope = null;
        for (Key key : keys) {
            if (MessageDigest.isEqual(key.digest, digest)) {
                scope = key.scope;
            }
        }
        return scope;
    }

    private record Key(byte[] digest, String scope) {
        static Key of(String text) {
            byte[] digest = Keys.digest(text);
            return new Key(digest, HexFormat.of().formatHex(digest, 0, SCOPE_BYTES));
        }
    }

    private static byte[] digest(String key) {
        MessageDigest digest;
        try {
            digest = (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            digest = sha256();
        }
        return digest.digest(key.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
