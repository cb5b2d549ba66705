package io.longwire.summarizer;

import io.longwire.summarizer.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Reads an event stream as a browser would, on a thread of its own. */
public final class EventReader implements AutoCloseable {
    private final InputStream in;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** @param data without its line breaks; empty for none */
    public record Event(String type, String data, String id) {
        public JsonNode json() {
            return Json.read(data);
        }
    }

    private EventReader(InputStream in) {
        this.in = in;
    }

    static EventReader open(HttpClient client, HttpRequest request) throws Exception {
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new AssertionError(
                    answer.statusCode() + " " + new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        }
        var reader = new EventReader(answer.body());
        var thread = new Thread(reader::read, "event-reader");
        thread.setDaemon(true);
        thread.start();
        return reader;
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String type = "message";
            String id = "";
            var data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        events.add(new Event(type, data.toString(), id));
                    }
                    type = "message";
                    data.setLength(0);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                }
            }
        } catch (IOException ended) {
            // closed, by either side
        }
        events.add(new Event("(closed)", "{}", ""));
    }

    /** The next event; fails when none comes. */
    public Event next() throws InterruptedException {
        Event event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came");
        }
        return event;
    }

    /** All events up to the first of a type, that one included. */
    public List<Event> until(String type) throws InterruptedException {
        var seen = new ArrayList<Event>();
        while (true) {
            Event event = next();
            seen.add(event);
            if (event.type().equals(type)) {
                return seen;
            }
            if (event.type().equals("(closed)")) {
                throw new AssertionError("the stream ended after " + seen);
            }
        }
    }

    /** What a page makes of a text and the events that follow. */
    public static String text(String before, List<Event> events) {
        var text = new StringBuilder(before);
        for (Event event : events) {
            if (event.type().equals("token")) {
                if (event.json().path("offset").asInt() != text.length()) {
                    throw new AssertionError("offset of " + event + " after " + text.length());
                }
                text.append(event.json().path("text").asString());
            } else if (event.type().equals("restart")) {
                text.setLength(0);
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
