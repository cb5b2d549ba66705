package io.longwire.summarizer.video;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the video service is asked.
 *
 * @param baseUrl asked in place of {@code https://www.youtube.com}, for tests; null for the service itself
 * @param proxy an HTTP proxy for all requests; null for none
 * @param requestsAtOnce requests in flight at the same time, of all jobs together
 * @param gap least time between the starts of two requests
 * @param timeout for one request, its answer read to the end
 * @param mostVideos of a playlist; the rest is left out
 */
public record VideoSettings(
        @Nullable URI baseUrl,
        @Nullable InetSocketAddress proxy,
        int requestsAtOnce,
        Duration gap,
        Duration timeout,
        int mostVideos) {
    /** The service itself, two requests at once, four a second. */
    public static VideoSettings defaults() {
        return new VideoSettings(null, null, 2, Duration.ofMillis(250), Duration.ofSeconds(30), 200);
    }

    public VideoSettings withBaseUrl(@Nullable URI url) {
        return new VideoSettings(url, proxy, requestsAtOnce, gap, timeout, mostVideos);
    }

    public VideoSettings withProxy(@Nullable InetSocketAddress address) {
        return new VideoSettings(baseUrl, address, requestsAtOnce, gap, timeout, mostVideos);
    }

    public VideoSettings withGap(Duration least) {
        return new VideoSettings(baseUrl, proxy, requestsAtOnce, least, timeout, mostVideos);
    }

    public VideoSettings withTimeout(Duration longest) {
        return new VideoSettings(baseUrl, proxy, requestsAtOnce, gap, longest, mostVideos);
    }

    public VideoSettings withMostVideos(int most) {
        return new VideoSettings(baseUrl, proxy, requestsAtOnce, gap, timeout, most);
    }
}
