package io.longwire.summarizer.model;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often a request is made again, and when.
 *
 * @param attempts in all, the first included
 * @param first pause before the second attempt, at most; doubled from one to the next, each drawn between half and all
 *     of it so that many do not come back together
 * @param longest pause
 * @param longestAsked the longest pause that a provider may ask for; when it asks for more, the request fails
 */
public record Retries(int attempts, Duration first, Duration longest, Duration longestAsked) {
    public static Retries defaults() {
        return new Retries(4, Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofMinutes(1));
    }

    /** The pause after so many attempts; null when the provider asks for more than is waited. */
    @Nullable
    Duration pause(int attempt, @Nullable Duration asked, RandomGenerator random) {
        long most = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt - 1, 20));
        Duration own = Duration.ofMillis(most / 2 + (most < 2 ? 0 : random.nextLong(most / 2 + 1)));
        if (asked == null) {
            return own;
        }
        if (asked.compareTo(longestAsked) > 0) {
            return null;
        }
        return asked.compareTo(own) > 0 ? asked : own;
    }
}
