package io.longwire.summarizer.access;

import io.longwire.access.LoopbackGuard;
import io.longwire.access.RequestView;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.summarizer.config.SummarizerSettings;
import io.longwire.summarizer.config.Variable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is let in: what the settings say, and what a request shows. Any thread; nothing here blocks. */
public final class Access {
    /** What a closed one is opened with. */
    public static final String OPENS_WITH = "SUMMARIZER_ACCESS_CODE or SUMMARIZER_OPEN=true";

    private static final List<String> FORWARDED =
            List.of("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip");

    private final String code;
    private final boolean open;
    private final boolean loopback;
    private final Sessions sessions;

    private Access(String code, boolean open, boolean loopback, Sessions sessions) {
        this.code = code;
        this.open = open;
        this.loopback = loopback;
        this.sessions = sessions;
    }

    /**
     * As the settings say. Looks up the name of the host that the server listens on.
     *
     * @param sessions knows cookies
     */
    public static Access of(SummarizerSettings settings, Settings server, Sessions sessions) {
        return new Access(
                settings.text(Variable.SUMMARIZER_ACCESS_CODE),
                settings.isOn(Variable.SUMMARIZER_OPEN),
                isLoopback(server.text(Setting.SSE_HOST)),
                sessions);
    }

    private static boolean isLoopback(String host) {
        try {
            return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether everybody shares the topic {@code broadcast}, as with the original application. */
    public boolean isBroadcast() {
        return open;
    }

    /** What holds for a request. */
    public Mode mode(RequestView request) {
        if (open) {
            return Mode.OPEN;
        }
        if (!code.isEmpty()) {
            return Mode.LOGIN;
        }
        return loopback && isOfThisMachine(request) ? Mode.OPEN : Mode.CLOSED;
    }

    /** A port on loopback may still have a proxy in front, or be reached by a name that was made to mean 127.0.0.1. */
    private static boolean isOfThisMachine(RequestView request) {
        String host = request.header("Host");
        return (host == null || LoopbackGuard.isLoopback(host))
                && FORWARDED.stream().allMatch(name -> request.header(name) == null);
    }

    /** The session that a request belongs to, where it is let in; null otherwise. */
    public @Nullable Session session(RequestView request) {
        return mode(request) == Mode.CLOSED ? null : sessions.of(request);
    }

    /** Whether it is the code, compared in constant time. */
    public boolean isCode(String given) {
        return !code.isEmpty()
                && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), code.getBytes(StandardCharsets.UTF_8));
    }
}
