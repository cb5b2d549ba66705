package io.longwire.access;

import io.longwire.config.Setting;
import io.longwire.config.Settings;

/** Who shows a key of the settings, and what is open to all: where an embedder gives no authorizer of its own. */
public final class KeyAuthorizer implements Authorizer {
    private final boolean open;
    private volatile Rules rules;

    /** What belongs together. Immutable. */
    private record Rules(SubscribeAccess subscribers, PublishAccess publishers) {
        Rules(Settings settings, boolean open) {
            this(new SubscribeAccess(settings, open), new PublishAccess(settings, open));
        }
    }

    /** Takes keys and public topics from the settings; {@code --dev} opens everything. */
    public KeyAuthorizer(Settings settings) {
        open = settings.isOn(Setting.SSE_DEV);
        rules = new Rules(settings, open);
    }

    /**
     * From now on the keys and the public topics of {@code settings} count; streams that are open stay so, and so does
     * {@code --dev}.
     */
    public void reload(Settings settings) {
        rules = new Rules(settings, open);
    }

    @Override
    public Grant read(RequestView request) {
        return rules.subscribers().read(request);
    }

    @Override
    public Grant publish(RequestView request) {
        return rules.publishers().publish(request);
    }
}
