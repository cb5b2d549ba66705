package io.longwire.api;

import io.longwire.event.InvalidEventException;
import io.longwire.event.Selection;
import io.longwire.event.Selector;
import io.longwire.http.Exchange;
import io.longwire.http.Fields;
import io.longwire.http.RequestException;
import io.longwire.http.StrictUtf8;
import io.longwire.log.StartRequest;
import io.longwire.stream.HeartbeatForm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request for a stream asks for. Immutable.
 *
 * @param selectors what it wants to read
 * @param named whether the client said so; otherwise another default may be put in its place
 * @param types those that it wants; empty for all
 * @param enveloped whether the data of large events is wanted in the original application's envelope
 * @param asked the id after which the client wants to go on, as it gave it; null when it gave none
 */
public record SubscribeRequest(
        List<Selector> selectors,
        boolean named,
        Set<String> types,
        Selection selection,
        HeartbeatForm heartbeat,
        boolean enveloped,
        StartRequest start,
        @Nullable String asked) {
    private static final List<Selector> DEFAULT = List.of(Selector.parse("broadcast"));
    private static final String EARLIEST = "earliest";
    private static final String ENVELOPE = "gzip-base64";
    private static final int MAX_LAST = 100_000;

    /** Of a {@code GET /sse}. Throws {@link RequestException} (400) when something is not as it should be. */
    static SubscribeRequest of(Exchange exchange, int maxTopics, HeartbeatParameter heartbeats) {
        Fields query = exchange.query();
        List<Selector> selectors = selectors(query, maxTopics);
        // Who asks for nothing at all is likely a client that knows one form of heartbeat, and does not say which.
        HeartbeatForm heartbeat = heartbeats.of(query, query.isEmpty() ? HeartbeatForm.ALL : HeartbeatForm.COMMENT);
        return of(exchange, selectors, types(query, "types", "subscribe"), heartbeat);
    }

    /**
     * With what the surface has found out, and the start that the exchange asks for. Throws {@link RequestException} (400)
     * when that is not as it should be.
     *
     * @param named the topics and patterns that the client named; empty for what is broadcast
     * @param types empty for all
     */
    public static SubscribeRequest of(
            Exchange exchange, List<Selector> named, Set<String> types, HeartbeatForm heartbeat) {
        Fields query = exchange.query();
        List<Selector> selectors = named.isEmpty() ? DEFAULT : named;
        Selection selection = Selection.of(selectors, types);
        StartRequest window = window(query);
        String header = lastEventId(exchange);
        String parameter = firstOf(query, "lastEventId", "last-event-id");
        StartRequest start = window;
        String asked = null;
        if (header != null) {
            asked = header;
            start = new StartRequest.After(header);
        } else if (parameter != null) {
            asked = parameter;
            start = parameter.equals(EARLIEST) ? new StartRequest.Earliest() : new StartRequest.After(parameter);
        }
        return new SubscribeRequest(
                selectors, !named.isEmpty(), types, selection, heartbeat, enveloped(query), start, asked);
    }

    /** The same for these topics and patterns, unless there are none, or the client has named its own. */
    SubscribeRequest byDefault(List<Selector> defaults) {
        return named || defaults.isEmpty()
                ? this
                : new SubscribeRequest(
                        defaults, false, types, Selection.of(defaults, types), heartbeat, enveloped, start, asked);
    }

    private static boolean enveloped(Fields query) {
        String asked = query.only("envelope");
        if (asked != null && !asked.equals(ENVELOPE)) {
            throw RequestException.bad("envelope is " + ENVELOPE + ", or left out");
        }
        return asked != null;
    }

    private static List<Selector> selectors(Fields query, int maxTopics) {
        Set<String> texts = new LinkedHashSet<>(query.all("topic"));
        if (texts.size() > maxTopics) {
            throw RequestException.bad("a stream has at most " + maxTopics
                    + " topics (SSE_MAX_TOPICS_PER_STREAM), asked for " + texts.size());
        }
        var selectors = new ArrayList<Selector>(texts.size());
        try {
            for (String text : texts) {
                selectors.add(Selector.parse(text));
            }
            return selectors;
        } catch (InvalidEventException invalid) {
            throw RequestException.bad(String.valueOf(invalid.getMessage()));
        }
    }

    /** The types that fields of these names list, separated by commas, in order. */
    public static Set<String> types(Fields query, String... names) {
        var types = new LinkedHashSet<String>();
        for (String name : names) {
            for (String list : query.all(name)) {
                for (String type : list.split(",", -1)) {
                    if (!type.isBlank()) {
                        types.add(type.strip());
                    }
                }
            }
        }
        return types;
    }

    private static StartRequest window(Fields query) {
        String last = query.only("last");
        String since = query.only("since");
        if (last != null && since != null) {
            throw RequestException.bad("only one of last and since may be given");
        }
        if (since != null) {
            return new StartRequest.Since(SinceParameter.parse(since, Instant.now()));
        }
        if (last == null) {
            return new StartRequest.Live();
        }
        int count = last.matches("\\d{1,6}") ? Integer.parseInt(last) : 0;
        if (count < 1 || count > MAX_LAST) {
            throw RequestException.bad("last is a whole number from 1 to " + MAX_LAST);
        }
        return new StartRequest.Last(count);
    }

    /**
     * The header, which carries UTF-8; null when it is absent or empty. What is not UTF-8 is no id of anybody's: it gets
     * a space at its end, which no id has, so that it cannot be taken for one.
     */
    private static @Nullable String lastEventId(Exchange exchange) {
        String raw = exchange.headers().get("last-event-id");
        if (raw == null || raw.isEmpty()) {
            return null;
        }
        byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
        String text = StrictUtf8.decode(bytes);
        return text == null ? new String(bytes, StandardCharsets.UTF_8) + " " : text;
    }

    private static @Nullable String firstOf(Fields query, String... names) {
        for (String name : names) {
            String value = query.first(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }
}
