package io.longwire.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /sse/status} on the port for operators. */
@Timeout(60)
class StatusTest {
    private LongwireServer server;

    @BeforeEach
    void start() throws IOException {
        server = LongwireServer.start(Settings.builder()
                .setAll(Map.of(
                        Setting.SSE_PORT, "0",
                        Setting.SSE_ADMIN_PORT, "any",
                        Setting.SSE_DEV, "on",
                        Setting.SSE_SHARDS, "2",
                        Setting.SSE_DRAIN_SECONDS, "1s"))
                .build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Response status(String query) throws IOException {
        return HttpSocket.request(server.adminAddress().getPort(), "GET", "/sse/status" + query, "");
    }

    private String json(String query) throws IOException {
        Response answer = status(query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpSocket stream(String query) throws IOException {
        HttpSocket stream = new HttpSocket(server.port()).send(HttpSocket.text("GET", "/sse?" + query, ""));
        stream.readTo("event: connected");
        return stream;
    }

    private static List<String> all(String json, String name) {
        return Pattern.compile("\"" + name + "\":\"([^\"]*)\"")
                .matcher(json)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String next(String json) {
        Matcher next = Pattern.compile("\"next\":(?:null|\"([^\"]*)\")").matcher(json);
        assertThat(next.find()).isTrue();
        return next.group(1);
    }

    /** Every value of {@code name} in a listing, over all its pages. */
    private List<String> walk(String query, String name) throws IOException {
        var found = new ArrayList<String>();
        String cursor = "";
        for (int page = 0; page < 100; page++) {
            String json = json(query + cursor);
            found.addAll(all(json, name));
            if (next(json) == null) {
                return found;
            }
            cursor = "&cursor=" + URLEncoder.encode(next(json), StandardCharsets.UTF_8);
        }
        throw new AssertionError("it does not end: " + found);
    }

    @Test
    void isNotWithinReachOfClients() throws IOException {
        assertThat(HttpSocket.request(server.port(), "GET", "/sse/status", "").status())
                .isEqualTo(404);
    }

    @Test
    void showsWhatIsThere() throws IOException {
        assertThat(json(""))
                .isEqualTo("{\"connections\":{\"total\":0,\"items\":[],\"next\":null},"
                        + "\"topics\":{\"total\":0,\"items\":[],\"next\":null}}");
        String id = server.publish(Event.of("jobs/1", null, "x")).join();
        try (HttpSocket stream = stream("topic=jobs/1&topic=news/**&types=done,begun&heartbeat=ping")) {
            assertThat(json(""))
                    .contains("\"total\":1")
                    .contains(
                            "\"topics\":[\"jobs/1\",\"news/**\"],\"types\":[\"begun\",\"done\"],\"heartbeat\":\"ping\","
                                    + "\"last_event_id\":\"" + id + "\",\"bytes_behind\":0,\"events\":0,")
                    .contains("\"address\":\"127.0.0.1\"")
                    .contains("{\"topic\":\"jobs/1\",\"events\":1,\"newest_id\":\"" + id
                            + "\",\"lost_through_id\":null,\"ended\":false}");
            assertThat(json("?list=topics")).doesNotContain("connections");
            assertThat(json("?list=connections")).doesNotContain("newest_id");
            assertThat(stream.hasAnswer()).isTrue();
        }
    }

    @Test
    void listsAllTopicsPageByPageInTheOrderOfTheirNames() throws IOException {
        var names = new ArrayList<String>();
        for (int i = 99; i >= 0; i--) {
            String name = "t/%02d &\u00e9".formatted(i);
            names.add(0, name);
            server.publish(Event.of(name, null, "x")).join();
        }
        assertThat(walk("?list=topics&limit=7", "topic")).isEqualTo(names);
        assertThat(walk("?list=topics&limit=100", "topic")).isEqualTo(names);
        assertThat(walk("?list=topics&limit=2&contains=%2F7", "topic")).isEqualTo(names.subList(70, 80));
        assertThat(walk("?list=topics&contains=nowhere", "topic")).isEmpty();
    }

    @Test
    void listsAllConnectionsPageByPage() throws IOException {
        var streams = new ArrayList<HttpSocket>();
        try {
            for (int i = 0; i < 20; i++) {
                streams.add(stream("topic=a/" + i));
            }
            assertThat(walk("?list=connections&limit=3", "connection_id"))
                    .hasSize(20)
                    .doesNotHaveDuplicates();
            assertThat(walk("?list=connections&limit=3&contains=a/1", "connection_id"))
                    .hasSize(11)
                    .doesNotHaveDuplicates();
            assertThat(walk("?list=connections&contains=127.0.0.1", "connection_id"))
                    .hasSize(20);
        } finally {
            for (HttpSocket stream : streams) {
                stream.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "?list=people, list is",
        "?limit=0, limit is",
        "?limit=1001, limit is",
        "?limit=x, limit is",
        "?cursor=0.1.1, cursor belongs",
        "?list=connections&cursor=9.0.0, cursor is",
        "?contains=%ff, UTF-8",
    })
    void whatCannotBeMeantIsRefused(String query, String detail) throws IOException {
        Response refused = status(query);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.body()).contains(detail);
    }
}
