package io.longwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.OddText;
import io.longwire.http.RequestException;
import io.longwire.property.Cases;
import io.longwire.property.Mutation;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a request says beside its body: a value or a named refusal, whatever the text. */
@Timeout(60)
class RequestPropertyTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_764_000_000_000L);

    @Test
    void sinceIsTheMomentItWasWrittenOf() {
        Cases.check(2_000, random -> {
            long millis = (long) (random.nextDouble() * 4e12);
            Instant moment = Instant.ofEpochMilli(millis);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60 + 1) - 18 * 60));
            assertThat(SinceParameter.parse(Long.toString(millis), NOW)).isEqualTo(millis);
            assertThat(SinceParameter.parse(moment.toString(), NOW)).isEqualTo(millis);
            assertThat(SinceParameter.parse(moment.atOffset(offset).toString(), NOW))
                    .isEqualTo(millis);
            int minutes = random.nextInt(10_000);
            assertThat(SinceParameter.parse(minutes + "m", NOW)).isEqualTo(NOW.toEpochMilli() - minutes * 60_000L);
        });
    }

    @Test
    void anySinceIsAMomentFrom1970OnOrRefused() {
        List<String> valid =
                List.of("1764000000000", "2026-01-31T12:00:00Z", "+999999999-12-31T23:59:59-18:00", "5m", "999999999d");
        Cases.check(5_000, random -> {
            String text = textLike(random, valid, "0123456789-+:TZ mshd");
            try {
                assertThat(SinceParameter.parse(text, NOW)).isNotNegative();
            } catch (RequestException refused) {
                isBad(refused);
            }
        });
    }

    @Test
    void anyContentTypeIsAFormatOrUnsupported() {
        List<String> valid =
                List.of("application/json", "text/plain; charset=\"UTF-8\"", "application/x-www-form-urlencoded;x");
        Cases.check(5_000, random -> {
            try {
                assertThat(ContentType.of(textLike(random, valid, "/;=\" utf-8")))
                        .isNotNull();
            } catch (RequestException refused) {
                assertThat(refused.status().code()).isEqualTo(415);
            }
        });
    }

    @Test
    void anyIdempotencyKeyIsTakenOrRefusedAndTakenAgainOnceGivenBack() {
        var keys = new IdempotencyKeys();
        Cases.check(5_000, random -> {
            String key = textLike(random, List.of("order-7", "k".repeat(255)), "ab ~\t");
            IdempotencyKeys.Claim claim;
            try {
                claim = keys.claim("s", key);
            } catch (RequestException refused) {
                isBad(refused);
                return;
            }
            assertThat(key).matches("[ -~]{1,255}");
            keys.release(claim);
            keys.release(keys.claim("s", key));
        });
    }

    @Test
    void anyAcceptHeaderAllowsStreamsOrNot() {
        List<String> valid =
                List.of("text/event-stream", "text/html, */*;q=0.8", "text/*;q=0.0, text/event-stream;q=1");
        Cases.check(5_000, random -> {
            var headers = DefaultHttpHeadersFactory.headersFactory()
                    .withValidation(false)
                    .newHeaders();
            for (int left = random.nextInt(3); left > 0; left--) {
                headers.add("Accept", textLike(random, valid, "text/event-stream*,;q=01. "));
            }
            if (AcceptHeader.namesEventStream(headers)) {
                assertThat(AcceptHeader.allowsEventStream(headers)).isTrue();
            }
            headers.add("Accept", "text/event-stream");
            assertThat(AcceptHeader.namesEventStream(headers)).isTrue();
            assertThat(AcceptHeader.allowsEventStream(headers)).isTrue();
        });
    }

    private static String textLike(Random random, List<String> valid, String frequent) {
        return random.nextBoolean()
                ? Mutation.of(random, valid.get(random.nextInt(valid.size())))
                : OddText.garbage(random, frequent, 30);
    }

    private static void isBad(RequestException refused) {
        assertThat(refused.status().code()).isEqualTo(400);
        assertThat(refused.detail()).isNotBlank().doesNotContain("\n", "\r", "\0");
    }
}
