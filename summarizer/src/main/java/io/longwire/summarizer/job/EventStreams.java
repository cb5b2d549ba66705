package io.longwire.summarizer.job;

import io.longwire.LongwireServer;
import io.longwire.event.Event;
import io.longwire.log.AppendException;
import io.longwire.summarizer.json.Json;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes events; each call blocks until its event can be read. Any thread but an event loop. */
public final class EventStreams {
    private static final Logger LOGGER = LoggerFactory.getLogger(EventStreams.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private volatile @Nullable LongwireServer server;

    /** From now on events go there; before they go nowhere. */
    public void connect(LongwireServer started) {
        server = started;
    }

    /** The event's id; null when it could not be published, which the log says. */
    @Nullable
    String publish(String topic, String type, Object data) {
        return publish(Event.of(topic, type, Json.write(data)));
    }

    /** The same as the last event of the topic. */
    @Nullable
    String publishLast(String topic, String type, Object data) {
        return publish(new Event(List.of(topic), type, Json.write(data), null, -1, true));
    }

    private @Nullable String publish(Event event) {
        while (true) {
            LongwireServer to = server;
            if (to == null) {
                return null;
            }
            try {
                return to.publish(event).join();
            } catch (AppendException refused) {
                if (refused.reason() != AppendException.Reason.OVERLOADED) {
                    return null; // the server has stopped
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (CompletionException failed) {
                LOGGER.warn("an event for {} was not published: {}", event.topics(), String.valueOf(failed.getCause()));
                return null;
            }
        }
    }
}
