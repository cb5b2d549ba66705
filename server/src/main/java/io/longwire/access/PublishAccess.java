package io.longwire.access;

import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Who may publish: who shows a key of {@code SSE_PUBLISH_KEY}; everyone in {@code --dev}. Immutable; any thread. */
public final class PublishAccess {
    private final boolean open;
    private final Keys keys;

    public PublishAccess(Settings settings) {
        open = settings.isOn(Setting.SSE_DEV);
        keys = new Keys(settings.texts(Setting.SSE_PUBLISH_KEY));
    }

    public Verdict judge(HttpHeaders headers) {
        if (open) {
            return new Verdict.Allowed("dev");
        }
        if (keys.isEmpty()) {
            return new Verdict.Closed("publishing is closed: set SSE_PUBLISH_KEY and send the key as"
                    + " 'Authorization: Bearer …', or start with --dev to try it out");
        }
        String shown = Credentials.bearer(headers);
        if (shown == null) {
            return new Verdict.KeyNeeded("publishing needs a key: 'Authorization: Bearer …'");
        }
        @Nullable String scope = keys.scopeOf(shown);
        return scope == null ? new Verdict.KeyNeeded("this key does not open publishing") : new Verdict.Allowed(scope);
    }
}
