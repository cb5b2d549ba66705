package io.longwire;

import io.longwire.access.KeyAuthorizer;
import io.longwire.admission.ConnectionLimits;
import io.longwire.admission.TrustedProxies;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Selector;
import io.longwire.http.Cors;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes new settings over while the server runs. Any thread. */
final class Reloading {
    private static final Logger LOGGER = LoggerFactory.getLogger(Reloading.class);

    private final Settings atStart;
    private final ConnectionLimits limits;
    private final AtomicReference<TrustedProxies> trusted;
    private final AtomicReference<Cors> cors;
    private final AtomicReference<List<Selector>> publicTopics;
    /** Null where an embedder decides who may do what. */
    private final @Nullable KeyAuthorizer keys;
    /** Those that were given last; only reloadable ones of them count. Guarded by this. */
    private Settings last;

    Reloading(Wiring wiring, @Nullable KeyAuthorizer keys) {
        this.atStart = wiring.settings;
        this.limits = wiring.limits;
        this.trusted = wiring.trusted;
        this.cors = wiring.cors;
        this.publicTopics = wiring.publicTopics;
        this.keys = keys;
        this.last = wiring.settings;
    }

    /** Limits meet newcomers alone. What only a restart can change stays as it was, and is named in the log. */
    synchronized void reload(Settings now) {
        if (keys != null) {
            keys.reload(now);
        }
        trusted.set(TrustedProxies.of(now.texts(Setting.SSE_TRUSTED_PROXIES)));
        cors.set(Cors.of(now.texts(Setting.SSE_CORS_ORIGINS)));
        publicTopics.set(Wiring.publicTopics(now));
        limits.change(now.number(Setting.SSE_MAX_CONNECTIONS), now.number(Setting.SSE_MAX_CONNECTIONS_PER_IP));
        Set<Setting> changed = last.differences(now);
        changed.removeIf(setting -> !setting.isReloadable());
        LOGGER.info("SSE settings reloaded, changed={}", changed);
        Set<Setting> fixed = atStart.differences(now);
        fixed.removeIf(Setting::isReloadable);
        if (!fixed.isEmpty()) {
            LOGGER.warn("SSE settings changed that only a restart takes over: {}", fixed);
        }
        last = now;
    }
}
