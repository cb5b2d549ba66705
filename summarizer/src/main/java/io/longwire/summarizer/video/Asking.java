package io.longwire.summarizer.video;

import io.github.thoroldvix.api.TranscriptRetrievalException;
import io.github.thoroldvix.api.YoutubeClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transcript library's requests for one video. The library passes on the text of a failure only, and nothing of a
 * video but its captions; here is kept what it drops. One thread.
 */
final class Asking implements YoutubeClient {
    private final VideoRequests requests;
    private @Nullable TranscriptException failure;
    private @Nullable PlayerAnswer player;
    private boolean captcha;

    Asking(VideoRequests requests) {
        this.requests = requests;
    }

    @Override
    public String get(String url, Map<String, String> headers) throws TranscriptRetrievalException {
        String answer = ask(url, headers, null);
        captcha |= answer.contains("class=\"g-recaptcha\"");
        return answer;
    }

    /** The library posts one thing: what the player would ask for. */
    @Override
    public String post(String url, String json) throws TranscriptRetrievalException {
        String answer = ask(url, Map.of("Accept-Language", "en-US"), json);
        player = PlayerAnswer.read(answer);
        if (player != null) {
            TranscriptException impossible = player.failure();
            if (impossible != null) {
                failure = impossible;
                throw new TranscriptRetrievalException("the video has no transcript");
            }
        }
        return answer;
    }

    private String ask(String url, Map<String, String> headers, @Nullable String json)
            throws TranscriptRetrievalException {
        try {
            return requests.ask(url, headers, json);
        } catch (TranscriptException failed) {
            failure = failed;
            throw new TranscriptRetrievalException("the video service was asked in vain");
        }
    }

    /** Why a request failed, or what the player said against a transcript; null for neither. */
    @Nullable
    TranscriptException failure() {
        return failure;
    }

    /** Null before the player was asked. */
    @Nullable
    PlayerAnswer player() {
        return player;
    }

    boolean sawCaptcha() {
        return captcha;
    }
}
