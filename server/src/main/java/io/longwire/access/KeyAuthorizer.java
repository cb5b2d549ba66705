package io.longwire.access;

import io.longwire.config.SettingException;
import io.longwire.config.Settings;

/** Who shows a key of the settings, and what is open to all: where an embedder gives no authorizer of its own. */
public final class KeyAuthorizer implements Authorizer {
    private final SubscribeAccess subscribers;
    private final PublishAccess publishers;

    /** Throws {@link SettingException} when a public topic is no selector. */
    public KeyAuthorizer(Settings settings) {
        subscribers = new SubscribeAccess(settings);
        publishers = new PublishAccess(settings);
    }

    @Override
    public Grant read(RequestView request) {
        return subscribers.read(request);
    }

    @Override
    public Grant publish(RequestView request) {
        return publishers.publish(request);
    }
}
