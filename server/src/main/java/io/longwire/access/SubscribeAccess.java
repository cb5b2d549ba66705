package io.longwire.access;

import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.event.InvalidEventException;
import io.longwire.event.Selector;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may read what: everyone what {@code SSE_PUBLIC_TOPICS} covers, who shows a key of {@code SSE_SUBSCRIBE_KEY}
 * everything; in {@code --dev} everyone everything. Immutable; any thread.
 */
public final class SubscribeAccess {
    private static final String COOKIE = "sse_key";

    private final boolean open;
    private final Keys keys;
    private final List<Selector> publicTopics = new ArrayList<>();

    /** Throws {@link SettingException} when a public topic is no selector. */
    public SubscribeAccess(Settings settings) {
        open = settings.isOn(Setting.SSE_DEV);
        keys = new Keys(settings.texts(Setting.SSE_SUBSCRIBE_KEY));
        for (String text : settings.texts(Setting.SSE_PUBLIC_TOPICS)) {
            try {
                publicTopics.add(Selector.parse(text));
            } catch (InvalidEventException invalid) {
                throw new SettingException(Setting.SSE_PUBLIC_TOPICS + " is not allowed: " + invalid.getMessage());
            }
        }
    }

    public Verdict judge(HttpHeaders headers, Collection<Selector> asked) {
        if (open) {
            return new Verdict.Allowed("dev");
        }
        Selector needing = null;
        for (Selector selector : asked) {
            if (!isPublic(selector)) {
                needing = selector;
                break;
            }
        }
        if (needing == null) {
            return new Verdict.Allowed("public");
        }
        String topic = InvalidEventException.quote(needing.toString());
        if (keys.isEmpty()) {
            return new Verdict.Closed("topic " + topic + " is not public: set SSE_SUBSCRIBE_KEY and send the key, or"
                    + " add it to SSE_PUBLIC_TOPICS, or start with --dev to try it out");
        }
        @Nullable String shown = Credentials.bearer(headers);
        if (shown == null) {
            shown = Credentials.cookie(headers, COOKIE);
        }
        if (shown == null) {
            return new Verdict.KeyNeeded(
                    "topic " + topic + " needs a key: 'Authorization: Bearer …' or the cookie " + COOKIE);
        }
        @Nullable String scope = keys.scopeOf(shown);
        return scope == null
                ? new Verdict.KeyNeeded("this key does not open topic " + topic)
                : new Verdict.Allowed(scope);
    }

    private boolean isPublic(Selector asked) {
        for (Selector covering : publicTopics) {
            if (covering.covers(asked)) {
                return true;
            }
        }
        return false;
    }
}
