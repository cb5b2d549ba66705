package io.longwire.api;

import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Selector;
import io.longwire.event.WireForm;
import io.longwire.http.Exchange;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Chooses the form in which a stream gets its events: whether compressed, and how. What gives secrets away by its length
 * is up to the settings: topics that not everybody may read have their own. Any thread.
 */
public final class StreamCoding {
    private final boolean gzip;
    private final boolean gzipFirst;
    private final WireForm ofPrivate;
    private final boolean allPublic;
    private final Supplier<List<Selector>> publicTopics;

    /** @param publicTopics what anybody may read */
    public StreamCoding(Settings settings, Supplier<List<Selector>> publicTopics) {
        List<String> preferred = settings.texts(Setting.SSE_COMPRESSION);
        this.gzip = preferred.contains("gzip");
        this.gzipFirst = gzip && preferred.get(0).equals("gzip");
        this.ofPrivate = switch (settings.text(Setting.SSE_COMPRESSION_PRIVATE)) {
            case "chained" -> WireForm.GZIP;
            case "independent" -> WireForm.GZIP_APART;
            default -> WireForm.CHUNKED;
        };
        this.allPublic = settings.isOn(Setting.SSE_DEV);
        this.publicTopics = publicTopics;
    }

    /** The form of the stream that is asked for. */
    WireForm choose(Exchange exchange, SubscribeRequest request) {
        if (exchange.isHttp10()) {
            return WireForm.PLAIN;
        }
        if (!gzip || !(request.enveloped() || wantsGzip(AcceptEncoding.of(exchange.headers())))) {
            return WireForm.CHUNKED;
        }
        WireForm coded = isPublic(request.selectors()) ? WireForm.GZIP : ofPrivate;
        return request.enveloped() && coded.isGzip() ? WireForm.ENVELOPE : coded;
    }

    private boolean wantsGzip(AcceptEncoding accepted) {
        if (accepted.gzip() == 0) {
            return false;
        }
        return gzipFirst ? accepted.gzip() >= accepted.identity() : accepted.gzip() > accepted.identity();
    }

    private boolean isPublic(Collection<Selector> selectors) {
        List<Selector> open = publicTopics.get();
        return allPublic
                || selectors.stream().allMatch(asked -> open.stream().anyMatch(selector -> selector.covers(asked)));
    }
}
