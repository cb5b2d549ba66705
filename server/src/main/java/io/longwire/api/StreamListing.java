package io.longwire.api;

import io.longwire.Hub;
import io.longwire.http.Exchange;
import io.longwire.stream.StreamCursor;
import io.longwire.stream.StreamInfo;
import io.longwire.stream.StreamPage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Open streams for one answer: asks shard after shard for what is still missing. The request's loop only; shards are
 * asked on theirs. Goes no further when the client has gone.
 */
public final class StreamListing {
    /** How often shards are asked for one answer, beside once each: few streams may be what is looked for. */
    private static final int MAX_ASKS = 32;

    private final Hub hub;
    private final Exchange exchange;
    private final int limit;
    private final Predicate<StreamInfo> wanted;
    private final Consumer<StreamPage> answer;
    private final Consumer<Throwable> failed;
    private final List<StreamInfo> found = new ArrayList<>();
    private int asks;

    private StreamListing(
            Hub hub,
            Exchange exchange,
            int limit,
            Predicate<StreamInfo> wanted,
            Consumer<StreamPage> answer,
            Consumer<Throwable> failed) {
        this.hub = hub;
        this.exchange = exchange;
        this.limit = limit;
        this.wanted = wanted;
        this.answer = answer;
        this.failed = failed;
    }

    /**
     * Lists the streams after a cursor.
     *
     * @param limit streams in the answer, 1 to 1000
     * @param wanted which of them; called on the request's loop
     * @param answer called there once, with what was found and where to go on
     * @param failed called there instead, when the server has stopped
     */
    public static void from(
            StreamCursor cursor,
            Hub hub,
            Exchange exchange,
            int limit,
            Predicate<StreamInfo> wanted,
            Consumer<StreamPage> answer,
            Consumer<Throwable> failed) {
        new StreamListing(hub, exchange, limit, wanted, answer, failed).ask(cursor);
    }

    private void ask(StreamCursor cursor) {
        asks++;
        hub.streams(cursor, limit - found.size())
                .whenComplete((page, failure) -> exchange.loop().execute(() -> take(page, failure)));
    }

    private void take(@Nullable StreamPage page, @Nullable Throwable failure) {
        if (page == null) {
            failed.accept(failure == null ? new IllegalStateException("no page") : failure);
            return;
        }
        for (StreamInfo stream : page.streams()) {
            if (wanted.test(stream)) {
                found.add(stream);
            }
        }
        StreamCursor next = page.next();
        if (next == null
                || found.size() >= limit
                || asks >= MAX_ASKS + hub.shards().size()) {
            answer.accept(new StreamPage(found, next));
        } else if (!exchange.isOver()) {
            ask(next);
        }
    }
}
