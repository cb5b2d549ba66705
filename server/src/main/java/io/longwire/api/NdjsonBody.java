package io.longwire.api;

import io.longwire.Hub;
import io.longwire.admission.AddressText;
import io.longwire.event.Event;
import io.longwire.http.BodyConsumer;
import io.longwire.http.Exchange;
import io.longwire.http.RequestException;
import io.longwire.log.AppendException;
import io.longwire.log.TopicRecord;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code application/x-ndjson}: an event on each line, published as it arrives. A bounded number is under way at once;
 * beyond that, and while the publish queue is full, reading pauses. Stops at the first line that fails. On the request's
 * loop.
 *
 * <p>A line that may fail for the state of its topic waits until all lines before it are in, and lines after it wait for
 * it. Only when another publisher ends a topic at the very moment may lines after the failing one be in; they are
 * counted as accepted.
 */
final class NdjsonBody implements BodyConsumer {
    private static final Logger LOGGER = LoggerFactory.getLogger(NdjsonBody.class);
    private static final int MAX_UNDER_WAY = 256;
    private static final int RETRY_MILLIS = 5;

    private final Exchange exchange;
    private final Hub hub;
    private final JsonBody json;
    private final LineBuffer lines;
    private final NdjsonOutcome outcome;
    private final Set<String> endedHere = new HashSet<>();

    private int line;
    private int underWay;
    /** Read from its line but not yet taken by the hub. */
    private @Nullable Event held;
    /** Whether the line last offered may fail, so that the next must wait for it. */
    private boolean barrier;

    private boolean retrying;
    private boolean ended;
    /** Why the body will not become complete; null while it may. */
    private @Nullable RequestException cut;

    private boolean running;
    private boolean told;

    NdjsonBody(Exchange exchange, Hub hub, PublishLimits limits) {
        this.exchange = exchange;
        this.hub = hub;
        this.json = new JsonBody(limits);
        this.lines = new LineBuffer(limits);
        this.outcome = new NdjsonOutcome(hub);
    }

    @Override
    public void piece(ByteBuf bytes) {
        if (!outcome.hasFailed()) {
            lines.add(bytes);
            run();
        }
    }

    @Override
    public void end() {
        ended = true;
        lines.end();
        run();
    }

    /** The lines that are whole are published all the same; the answer says how many that were. */
    @Override
    public boolean abandoned(RequestException why) {
        cut = why;
        run();
        return true;
    }

    /** Publishes the lines that are there, as far as that goes now. */
    private void run() {
        if (running) {
            return;
        }
        running = true;
        while (!outcome.hasFailed() && !isBlocked() && (held != null || readLine())) {
            offer();
        }
        running = false;
        RequestException unfinished = cut;
        if (unfinished != null && held == null && !isBlocked()) {
            outcome.failed(line + 1, unfinished.status(), unfinished.detail());
        }
        if (outcome.hasFailed() || (ended && held == null && lines.isEmpty())) {
            tell();
        } else if (unfinished != null) {
            return; // goes on when it can
        } else if (isBlocked()) {
            exchange.pauseBody();
        } else {
            exchange.resumeBody();
        }
    }

    /** Answers once no line is under way. */
    private void tell() {
        if (underWay > 0 || told) {
            return;
        }
        told = true;
        if (cut != null) {
            LOGGER.info("SSE publish cut short address={} {}", AddressText.of(exchange.client()), outcome.summary());
        }
        exchange.answer(outcome.answer());
    }

    private boolean isBlocked() {
        return retrying || underWay >= MAX_UNDER_WAY || (barrier && underWay > 0);
    }

    /** Reads the next line that is not blank; false when there is none yet, or when it is no event. */
    private boolean readLine() {
        try {
            while (lines.next()) {
                line++;
                if (!lines.isBlank()) {
                    held = json.readLine(lines.bytes(), lines.from(), lines.length());
                    barrier = mayFail(held);
                    return !isBlocked();
                }
            }
        } catch (RequestException wrong) {
            if (lines.isTooLong()) {
                line++;
            }
            outcome.failed(line, wrong.status(), wrong.detail());
        }
        return false;
    }

    private boolean mayFail(Event event) {
        for (String topic : event.topics()) {
            TopicRecord record = hub.log().topics().get(topic);
            if (endedHere.contains(topic) || (record != null && record.endId() != 0)) {
                return true;
            }
        }
        return false;
    }

    private void offer() {
        Event event = held;
        if (event == null) {
            return;
        }
        int number = line;
        try {
            var appended = hub.publish(List.of(event), null);
            held = null;
            underWay++;
            if (event.end()) {
                endedHere.addAll(event.topics());
            }
            appended.whenComplete(
                    (ids, failure) -> PublishHandler.on(exchange.loop(), () -> appended(number, event, ids, failure)));
        } catch (AppendException refused) {
            if (refused.reason() == AppendException.Reason.OVERLOADED) {
                retrying = true;
                exchange.loop().schedule(this::retry, RETRY_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                held = null;
                failed(number, refused);
            }
        }
    }

    private void retry() {
        retrying = false;
        if (cut != null || !exchange.isOver()) {
            run();
        }
    }

    private void appended(int number, Event event, long @Nullable [] ids, @Nullable Throwable failure) {
        underWay--;
        if (ids != null) {
            outcome.accepted(number, event, ids[0]);
        } else {
            failed(number, failure);
        }
        run();
    }

    private void failed(int number, @Nullable Throwable failure) {
        if (failure instanceof AppendException refused) {
            outcome.failed(number, PublishAnswer.statusOf(refused), String.valueOf(refused.getMessage()));
        } else {
            outcome.failed(number, HttpResponseStatus.INTERNAL_SERVER_ERROR, "the publish failed");
        }
    }
}
