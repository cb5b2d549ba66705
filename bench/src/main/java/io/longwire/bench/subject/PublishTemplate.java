package io.longwire.bench.subject;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.wire.Payload;
import io.longwire.bench.wire.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a publish request, or a line of one. In it stand {@code {topic}}, {@code {seq}} the event's number,
 * {@code {ts}} when it was to be sent in microseconds, {@code {pad:N}} N letters, {@code {words:N}} N characters of
 * {@link Words}, and {@code {data}}: number, time and padding to the length asked for. None of them needs escapes in JSON.
 */
public final class PublishTemplate {
    public static final String JSON = "{\"topic\":\"{topic}\",\"data\":\"{data}\"}";

    private static final Pattern PLACE = Pattern.compile("\\{(topic|seq|ts|data|(?:pad|words):(\\d{1,9}))}");

    /** Writes one place of the template. */
    private interface Part {
        void write(StringBuilder out, String topic, long sequence, long micros, int dataBytes);
    }

    private final String text;
    private final List<Part> parts = new ArrayList<>();

    public PublishTemplate(String text) {
        this.text = text;
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            literal(text.substring(from, place.start()));
            parts.add(part(place.group(1), place.group(2)));
            from = place.end();
        }
        literal(text.substring(from));
    }

    private void literal(String literal) {
        if (!literal.isEmpty()) {
            parts.add((out, topic, sequence, micros, dataBytes) -> out.append(literal));
        }
    }

    private static Part part(String name, String padding) {
        return switch (name) {
            case "topic" -> (out, topic, sequence, micros, dataBytes) -> out.append(topic);
            case "seq" -> (out, topic, sequence, micros, dataBytes) -> out.append(sequence);
            case "ts" -> (out, topic, sequence, micros, dataBytes) -> out.append(micros);
            case "data" -> (out, topic, sequence, micros, dataBytes) -> Payload.write(out, sequence, micros, dataBytes);
            default -> {
                if (name.startsWith("words")) {
                    int length = Integer.parseInt(padding);
                    yield (out, topic, sequence, micros, dataBytes) -> Words.write(out, sequence, length);
                }
                String letters = "x".repeat(Integer.parseInt(padding));
                yield (out, topic, sequence, micros, dataBytes) -> out.append(letters);
            }
        };
    }

    /** Refuses a template whose events a subscriber could not check. */
    public PublishTemplate checkable() {
        if (!text.contains("{data}") && !text.contains(Payload.MARK + "{seq} {ts} ")) {
            throw new BenchException("the published body needs {data}, or '" + Payload.MARK
                    + "{seq} {ts} ' with its spaces, so that subscribers can check what they get: " + text);
        }
        return this;
    }

    public void write(StringBuilder out, String topic, long sequence, long micros, int dataBytes) {
        for (Part part : parts) {
            part.write(out, topic, sequence, micros, dataBytes);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
