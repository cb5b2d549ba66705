package io.longwire.access;

import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may read what: everyone what {@code SSE_PUBLIC_TOPICS} covers, who shows a key of {@code SSE_SUBSCRIBE_KEY}
 * everything; in {@code --dev} everyone everything. Immutable; any thread.
 */
final class SubscribeAccess {
    private static final String COOKIE = "sse_key";

    private final boolean open;
    private final Keys keys;
    private final List<Selector> publicTopics;

    /** @param open whether everyone may read everything */
    SubscribeAccess(Settings settings, boolean open) {
        this.open = open;
        keys = new Keys(settings.texts(Setting.SSE_SUBSCRIBE_KEY));
        publicTopics = settings.texts(Setting.SSE_PUBLIC_TOPICS).stream()
                .map(Selector::parse)
                .toList();
    }

    Grant read(RequestView request) {
        if (open) {
            return Grant.everything("dev");
        }
        if (keys.isEmpty()) {
            return open(Refusal.forbidden("it is not public: set SSE_SUBSCRIBE_KEY and send the key, or add it to"
                    + " SSE_PUBLIC_TOPICS, or start with --dev to try it out"));
        }
        @Nullable String shown = Credentials.bearer(request);
        if (shown == null) {
            shown = request.cookie(COOKIE);
        }
        if (shown == null) {
            return open(Refusal.unauthorized("it needs a key: 'Authorization: Bearer …' or the cookie " + COOKIE));
        }
        @Nullable String scope = keys.scopeOf(shown);
        return scope == null ? open(Refusal.unauthorized("this key does not open it")) : Grant.everything(scope);
    }

    private Grant open(Refusal beyond) {
        return new Grant("public", publicTopics, beyond);
    }
}
