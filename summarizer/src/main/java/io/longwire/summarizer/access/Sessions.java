package io.longwire.summarizer.access;

import io.longwire.access.RequestView;
import io.longwire.summarizer.store.SessionStore;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, each in a cookie that says its id and when it expires, and is signed: nothing is kept of one but that it was
 * ended. The key depends on the access code, so that another code ends all that were let in by the old one. Any thread;
 * only {@link #end} blocks.
 */
public final class Sessions {
    public static final String COOKIE = "summarizer_session";

    private static final Duration LIFE = Duration.ofDays(30);
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{32})\\.(\\d{10})\\.([0-9a-f]{32})");
    private static final int ID_BYTES = 16;
    private static final int SIGNATURE_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final SessionStore store;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final SecretKeySpec key;

    /**
     * Blocks on the database.
     *
     * @param accessCode may be empty
     */
    public Sessions(SessionStore store, String accessCode, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        ended.addAll(store.ended(clock.instant()));
        byte[] derived = sign(new SecretKeySpec(store.secret(), ALGORITHM), "sessions of " + accessCode);
        key = new SecretKeySpec(derived, ALGORITHM);
    }

    /** A new one. */
    public Session begin() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return new Session(HexFormat.of().formatHex(bytes), clock.instant().plus(LIFE));
    }

    /** The session whose cookie the request has; null when there is none that counts. */
    public @Nullable Session of(RequestView request) {
        String cookie = request.cookie(COOKIE);
        Matcher parts = FORM.matcher(cookie == null ? "" : cookie);
        if (!parts.matches()) {
            return null;
        }
        var session = new Session(parts.group(1), Instant.ofEpochSecond(Long.parseLong(parts.group(2))));
        boolean counts = MessageDigest.isEqual(
                        signature(session).getBytes(StandardCharsets.US_ASCII),
                        parts.group(3).getBytes(StandardCharsets.US_ASCII))
                && session.expires().isAfter(clock.instant())
                && !ended.contains(session.id());
        return counts ? session : null;
    }

    /** Whether it is time for a cookie that lasts longer. */
    public boolean isAging(Session session) {
        return session.expires().isBefore(clock.instant().plus(LIFE.dividedBy(2)));
    }

    /** The same for another month. */
    public Session renewed(Session session) {
        return new Session(session.id(), clock.instant().plus(LIFE));
    }

    /** From now on its cookie counts no more. Blocks on the database. */
    public void end(Session session) {
        ended.add(session.id());
        // A renewed cookie of the same session may live longer than this one.
        store.end(session.id(), clock.instant().plus(LIFE));
    }

    /** The value of {@code Set-Cookie}. */
    public String cookie(Session session, boolean secure) {
        long seconds = Duration.between(clock.instant(), session.expires()).toSeconds();
        return COOKIE + "=" + session.id() + "." + session.expires().getEpochSecond() + "." + signature(session)
                + attributes(seconds, secure);
    }

    /** The value of {@code Set-Cookie} that removes it. */
    public String noCookie(boolean secure) {
        return COOKIE + "=" + attributes(0, secure);
    }

    private static String attributes(long seconds, boolean secure) {
        return "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }

    private String signature(Session session) {
        byte[] whole = sign(key, session.id() + "." + session.expires().getEpochSecond());
        return HexFormat.of().formatHex(Arrays.copyOf(whole, SIGNATURE_BYTES));
    }

    private static byte[] sign(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("every Java has " + ALGORITHM, e);
        }
    }
}
