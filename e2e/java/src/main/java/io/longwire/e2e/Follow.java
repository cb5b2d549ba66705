package io.longwire.e2e;

import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.RetryDelayStrategy;
import com.launchdarkly.eventsource.StreamException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Follows a stream with okhttp-eventsource, come what may, and prints a line for each event: type, data and id, each
 * percent-encoded, with spaces between.
 */
public final class Follow {
    private static final long MOST_DELAY_MILLIS = 500;

    private Follow() {}

    /** @param arguments the stream's address */
    public static void main(String[] arguments) throws StreamException {
        EventSource source = new EventSource.Builder(URI.create(arguments[0]))
                .errorStrategy(ErrorStrategy.alwaysContinue())
                .retryDelayStrategy(
                        RetryDelayStrategy.defaultStrategy().maxDelay(MOST_DELAY_MILLIS, TimeUnit.MILLISECONDS))
                .build();
        for (MessageEvent event : source.messages()) {
            System.out.println(encoded(event.getEventName()) + " " + encoded(event.getData()) + " "
                    + encoded(String.valueOf(event.getLastEventId())));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
