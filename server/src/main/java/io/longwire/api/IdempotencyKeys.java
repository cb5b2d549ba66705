package io.longwire.api;

import io.longwire.http.RequestException;
import io.longwire.log.IdempotencyKey;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The header {@code Idempotency-Key}, and which keys have a request under way. Any thread. */
final class IdempotencyKeys {
    static final String HEADER = "Idempotency-Key";
    private static final int MAX_LENGTH = 255;

    private final Set<Claim> underWay = ConcurrentHashMap.newKeySet();

    /** A key in use, from its request's head until its answer. */
    record Claim(String scope, String key) {
        /** The key with the digest of what it stands for. */
        IdempotencyKey of(String contentType, String query, byte[] body) {
            return new IdempotencyKey(scope, key, fingerprint(contentType, query, body));
        }
    }

    /**
     * Claims a key for one request; to be given back with {@link #release}. Throws {@link RequestException}: 400 when it
     * is no key, 409 while another request with it is under way.
     */
    Claim claim(String scope, String key) {
        if (key.isEmpty() || key.length() > MAX_LENGTH || !key.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw RequestException.bad(HEADER + " is 1 to " + MAX_LENGTH + " printable ASCII characters");
        }
        var claim = new Claim(scope, key);
        if (!underWay.add(claim)) {
            throw new RequestException(
                    HttpResponseStatus.CONFLICT, "a request with this " + HEADER + " is still under way");
        }
        return claim;
    }

    void release(Claim claim) {
        underWay.remove(claim);
    }

    private static String fingerprint(String contentType, String query, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((contentType + '\n' + query + '\n').getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
