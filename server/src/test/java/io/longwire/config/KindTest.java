package io.longwire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values the settings may have. */
class KindTest {
    private static Settings of(Setting setting, String value) {
        return Settings.builder().set(setting, value).build();
    }

    private static void isRefused(Setting setting, String value) {
        assertThatThrownBy(() -> of(setting, value))
                .as(value)
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(setting.name() + "=")
                .hasMessageContaining(" is not allowed: ")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void whatIsShownCanBeGiven(Setting setting) {
        Settings settings = Settings.builder().build();
        if (!setting.isSecret()) {
            Settings again = of(setting, settings.show(setting));
            assertThat(again.show(setting)).isEqualTo(settings.show(setting));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32", "loopback", "Private", "10.1.2.3/32, fd00::/8"
            })
    void proxiesAreAddressesNetworksAndTwoWords(String proxies) {
        assertThat(of(Setting.SSE_TRUSTED_PROXIES, proxies).texts(Setting.SSE_TRUSTED_PROXIES))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy",
                "proxy.example.com",
                "10.0.0.0/33",
                "::/129",
                "10.0.0/8",
                "1.2.3.4.5",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "010.0.0.1",
                "::ffff:10.0.0.0/95",
                "off,10.0.0.1",
                "10.0.0.0/8/8",
                "fe80::1%eth0",
                "[::1]",
                "*",
                "127.0.0.1 10.0.0.1",
                "10.0.0.1:80",
                "010.0.0.1/8x"
            })
    void otherProxiesAreRefused(String proxies) {
        isRefused(Setting.SSE_TRUSTED_PROXIES, proxies);
        isRefused(Setting.SSE_TRUSTED_PROXIES, "loopback," + proxies);
    }

    @Test
    void nobodyCanBeTrustedAndNothingPublic() {
        assertThat(of(Setting.SSE_TRUSTED_PROXIES, "off").texts(Setting.SSE_TRUSTED_PROXIES))
                .isEmpty();
        assertThat(of(Setting.SSE_PUBLIC_TOPICS, "off").texts(Setting.SSE_PUBLIC_TOPICS))
                .isEmpty();
        assertThat(of(Setting.SSE_PUBLIC_TOPICS, "off").show(Setting.SSE_PUBLIC_TOPICS))
                .isEqualTo("off");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com",
        "HTTPS://Example.COM:443, https://example.com",
        "http://localhost:3000, http://localhost:3000",
        "http://[::1]:80, http://[::1]",
        "https://example.com:80, https://example.com:80",
        "*, *",
        "OFF, off",
    })
    void originsAreKeptAsBrowsersSendThem(String given, String kept) {
        assertThat(of(Setting.SSE_CORS_ORIGINS, given).texts(Setting.SSE_CORS_ORIGINS))
                .containsExactly(kept);
    }

    @Test
    void originsAreAList() {
        assertThat(of(Setting.SSE_CORS_ORIGINS, "https://a.example, https://b.example")
                        .texts(Setting.SSE_CORS_ORIGINS))
                .isEqualTo(List.of("https://a.example", "https://b.example"));
        assertThat(of(Setting.SSE_CORS_ORIGINS, "").texts(Setting.SSE_CORS_ORIGINS))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "https://example.com/",
                "https://example.com/app",
                "https://user@example.com",
                "null",
                "ftp:example.com",
                "https://",
                "https://example.com:0",
                "https://example.com:65536",
                "https://example.com:",
                "https://*.example.com",
                "*,https://example.com",
                "off,*",
                "https://a b",
                "https://example.com?x",
                "https://example.com#x"
            })
    void otherOriginsAreRefused(String origins) {
        isRefused(Setting.SSE_CORS_ORIGINS, origins);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a//b", "jobs/x*", "**/a", "a/", "/", "longwire/stats", "longwire/**"})
    void publicTopicsAreSelectors(String topics) {
        isRefused(Setting.SSE_PUBLIC_TOPICS, topics);
        isRefused(Setting.SSE_PUBLIC_TOPICS, "broadcast," + topics);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "http://localhost", "x\ny", "a/b"})
    void aHostIsAnAddressOrAName(String host) {
        isRefused(Setting.SSE_HOST, host);
    }

    @Test
    void wordsMayBeInCapitals() {
        assertThat(of(Setting.SSE_LOG_LEVEL, "DEBUG").text(Setting.SSE_LOG_LEVEL))
                .isEqualTo("debug");
        assertThat(of(Setting.SSE_DETACH, "False").isOn(Setting.SSE_DETACH)).isFalse();
    }

    @Test
    void aStreamsAgeAndTheThresholdHaveAWord() {
        assertThat(of(Setting.SSE_MAX_STREAM_AGE, "0").millis(Setting.SSE_MAX_STREAM_AGE))
                .isZero();
        assertThat(of(Setting.SSE_MAX_STREAM_AGE, "1h").show(Setting.SSE_MAX_STREAM_AGE))
                .isEqualTo("1h");
        assertThat(of(Setting.SSE_COMPRESSION_THRESHOLD, "auto").bytes(Setting.SSE_COMPRESSION_THRESHOLD))
                .isEqualTo(-1);
        isRefused(Setting.SSE_MAX_STREAM_AGE, "1ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0085b", "a\u2028b", "a\u001b[2Jb", "a\u202eb"})
    void anErrorNeverPrintsWhatCouldBreakTheLine(String value) {
        assertThatThrownBy(() -> of(Setting.SSE_PORT, value))
                .hasMessageMatching("SSE_PORT=a\\?\\S*b is not allowed: .*");
    }

    @Test
    void secretsAreNeverShown() {
        assertThat(of(Setting.SSE_PUBLISH_KEY, "first,second").show(Setting.SSE_PUBLISH_KEY))
                .isEqualTo("(2 keys, hidden)");
        assertThat(of(Setting.SSE_PUBLISH_KEY, "first").show(Setting.SSE_PUBLISH_KEY))
                .isEqualTo("(1 key, hidden)");
    }
}
