package io.longwire.access;

import io.longwire.config.Setting;
import io.longwire.config.Settings;
import org.jspecify.annotations.Nullable;

/** Who may publish: who shows a key of {@code SSE_PUBLISH_KEY}; everyone in {@code --dev}. Immutable; any thread. */
final class PublishAccess {
    private final boolean open;
    private final Keys keys;

    PublishAccess(Settings settings, boolean open) {
        this.open = open;
        keys = new Keys(settings.texts(Setting.SSE_PUBLISH_KEY));
    }

    Grant publish(RequestView request) {
        if (open) {
            return Grant.everything("dev");
        }
        if (keys.isEmpty()) {
            return Grant.nothing(Refusal.forbidden("publishing is closed: set SSE_PUBLISH_KEY and send the key as"
                    + " 'Authorization: Bearer …', or start with --dev to try it out"));
        }
        String shown = Credentials.bearer(request);
        if (shown == null) {
            return Grant.nothing(Refusal.unauthorized("publishing needs a key: 'Authorization: Bearer …'"));
        }
        @Nullable String scope = keys.scopeOf(shown);
        return scope == null
                ? Grant.nothing(Refusal.unauthorized("this key does not open publishing"))
                : Grant.everything(scope);
    }
}
