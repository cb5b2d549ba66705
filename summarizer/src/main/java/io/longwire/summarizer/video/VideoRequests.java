package io.longwire.summarizer.video;

import static io.longwire.summarizer.video.TranscriptException.Reason.BLOCKED;
import static io.longwire.summarizer.video.TranscriptException.Reason.NETWORK;
import static io.longwire.summarizer.video.TranscriptException.Reason.NOT_A_VIDEO;
import static io.longwire.summarizer.video.TranscriptException.Reason.UNAVAILABLE;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the video service and to nothing else: every URL, one given by a redirect or an answer too, is refused
 * unless it is https and its host is the service's. Answers are bounded in size and time; requests are paced. Any
 * thread; blocks.
 */
final class VideoRequests {
    private static final Set<String> HOSTS = Set.of("www.youtube.com", "youtube.com", "m.youtube.com");

    /** In Europe a page about cookies comes first; it goes when a request says that it was answered. */
    private static final String CONSENT = "https://consent.youtube.com/";

    private static final String CONSENT_FORM = "action=\"" + CONSENT + "s\"";
    private static final String CONSENT_COOKIE = "SOCS=CAI";
    private static final int MOST_REDIRECTS = 3;
    /** A watch page has 1 to 2 MB, captions of ten hours about 1. */
    private static final int MOST_BYTES = 12 << 20;

    /** Not a browser's, and not hidden. */
    private static final String AGENT = "Mozilla/5.0 (compatible; Longwire-Summarizer)";

    private final VideoSettings settings;
    private final Pacing pacing;
    private final HttpClient http;
    private volatile boolean consented;

    VideoRequests(VideoSettings settings) {
        this.settings = settings;
        pacing = new Pacing(settings.requestsAtOnce(), settings.gap());
        HttpClient.Builder client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout());
        if (settings.proxy() != null) {
            client.proxy(ProxySelector.of(settings.proxy()));
        }
        http = client.build();
    }

    /** @param json the body of a POST; null for a GET */
    String ask(String url, Map<String, String> headers, @Nullable String json) throws TranscriptException {
        URI asked = parsed(url);
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            boolean consentGiven = consented;
            HttpResponse<String> answer = send(asked, headers, json);
            int status = answer.statusCode();
            String place = answer.headers().firstValue("location").orElse("");
            if (place.startsWith(CONSENT) || (status == 200 && answer.body().contains(CONSENT_FORM))) {
                if (consentGiven) {
                    throw blocked();
                }
                consented = true;
            } else if (status == 200) {
                return answer.body();
            } else if (status < 300 || status > 399 || place.isEmpty()) {
                throw refused(status);
            } else {
                asked = followed(asked, place);
            }
        }
        throw new TranscriptException(NETWORK, "The video service redirects without end");
    }

    private HttpResponse<String> send(URI url, Map<String, String> headers, @Nullable String json)
            throws TranscriptException {
        HttpRequest.Builder request = HttpRequest.newBuilder(place(url)).header("User-Agent", AGENT);
        headers.forEach(request::header);
        if (consented) {
            request.header("Cookie", CONSENT_COOKIE);
        }
        if (json != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
        }
        try {
            pacing.begin();
            try {
                return read(request.build());
            } finally {
                pacing.end();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new TranscriptException(NETWORK, "The request to the video service was given up", stopped);
        }
    }

    private HttpResponse<String> read(HttpRequest request) throws TranscriptException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, head -> new BoundedText(head.statusCode() == 200 ? MOST_BYTES : 1 << 16));
        try {
            return answer.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new TranscriptException(
                    NETWORK,
                    "The video service did not answer within "
                            + settings.timeout().toSeconds() + " s",
                    late);
        } catch (ExecutionException failed) {
            throw unread(failed.getCause() == null ? failed : failed.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static URI parsed(String url) throws TranscriptException {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException noUrl) {
            throw new TranscriptException(NETWORK, "The video service gave an address that cannot be read", noUrl);
        }
    }

    private static TranscriptException unread(Throwable failure) {
        if (failure instanceof BoundedText.TooLongException
                || failure.getCause() instanceof BoundedText.TooLongException) {
            return new TranscriptException(UNAVAILABLE, "The video service's answer is too long to be read", failure);
        }
        String why = failure instanceof IOException && failure.getMessage() != null ? ": " + failure.getMessage() : "";
        return new TranscriptException(NETWORK, "The video service cannot be reached" + why, failure);
    }

    /** Where it is asked: at the service, or at what stands in for it. */
    private URI place(URI url) throws TranscriptException {
        if (!isTheService(url)) {
            throw new TranscriptException(NETWORK, "The video service pointed to another host, which was not asked");
        }
        URI base = settings.baseUrl();
        if (base == null) {
            return url;
        }
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String root = base.toString();
        return URI.create(
                (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + url.getRawPath() + query);
    }

    private static boolean isTheService(URI url) {
        return "https".equals(url.getScheme())
                && url.getHost() != null
                && HOSTS.contains(url.getHost().toLowerCase(Locale.ROOT))
                && url.getRawUserInfo() == null
                && (url.getPort() == -1 || url.getPort() == 443);
    }

    private static URI followed(URI from, String location) throws TranscriptException {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException unreadable) {
            throw new TranscriptException(NETWORK, "The video service redirects to what is no address", unreadable);
        }
        String path = to.getPath() == null ? "" : to.getPath();
        if (path.startsWith("/sorry") || "www.google.com".equals(to.getHost())) {
            throw blocked();
        }
        return to;
    }

    private static TranscriptException refused(int status) {
        return switch (status) {
            // Also what a request gets that the service no longer understands; an id of the right form is no reason.
            case 400 ->
                new TranscriptException(
                        NETWORK,
                        "The video service refuses the request; it may ask for a newer version of the summarizer");
            case 404 -> new TranscriptException(NOT_A_VIDEO, "There is no such video");
            case 403, 429 -> blocked();
            case 410 -> new TranscriptException(UNAVAILABLE, "The video is not available");
            default -> new TranscriptException(NETWORK, "The video service answered with status " + status);
        };
    }

    static TranscriptException blocked() {
        return new TranscriptException(
                BLOCKED,
                "The video service refuses requests from this server's address (too many, or it takes them for a"
                        + " robot's); wait, or set SUMMARIZER_PROXY");
    }
}
