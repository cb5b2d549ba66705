package io.longwire.api;

import io.longwire.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writes events as publishers might: every way of escaping, any order of fields, white space where it may stand. */
final class RandomBodies {
    private RandomBodies() {}

    /** A text, and what is expected of it. */
    record Json(String spaced, String compact) {}

    static byte[] form(Random random, Event event) {
        var fields = new ArrayList<String>();
        event.topics().forEach(topic -> fields.add("topic=" + encoded(random, topic)));
        if (event.data() != null) {
            fields.add("data=" + encoded(random, event.data()));
        }
        others(random, event, fields);
        return String.join(random.nextInt(4) == 0 ? "&&" : "&", fields).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The query of a text body: all fields but the data. */
    static String query(Random random, Event event) {
        var fields = new ArrayList<String>();
        event.topics().forEach(topic -> fields.add("topic=" + encoded(random, topic)));
        others(random, event, fields);
        return String.join("&", fields);
    }

    private static void others(Random random, Event event, List<String> fields) {
        if (event.type() != null) {
            fields.add("type=" + encoded(random, event.type()));
        }
        if (event.id() != null) {
            fields.add("id=" + encoded(random, event.id()));
        }
        if (event.retryMillis() >= 0) {
            fields.add("retry=" + event.retryMillis());
        }
        if (event.end()) {
            fields.add(random.nextBoolean() ? "end=true" : "end=1");
        } else if (random.nextInt(4) == 0) {
            fields.add(random.nextBoolean() ? "end=false" : "end=0");
        }
    }

    /** One char for a byte; what needs no escape has one at times. */
    private static String encoded(Random random, String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c == ' ' && random.nextBoolean()) {
                out.append('+');
            } else if (c == '%' || c == '+' || c == '&' || c == ' ' || c < ' ' || random.nextInt(4) == 0) {
                out.append(String.format(random.nextBoolean() ? "%%%02x" : "%%%02X", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    static String json(Random random, Event event) {
        var fields = new ArrayList<String>();
        List<String> topics = event.topics();
        fields.add(quoted(random, "topic") + space(random) + ":"
                + (topics.size() == 1 && random.nextBoolean()
                        ? quoted(random, topics.get(0))
                        : topics.stream()
                                .map(topic -> quoted(random, topic))
                                .toList()
                                .toString()));
        if (event.data() != null) {
            fields.add("\"data\":" + quoted(random, event.data()));
        }
        if (event.type() != null || random.nextInt(4) == 0) {
            fields.add("\"type\":" + (event.type() == null ? "null" : quoted(random, event.type())));
        }
        if (event.id() != null || random.nextInt(4) == 0) {
            fields.add("\"id\":" + (event.id() == null ? "null" : quoted(random, event.id())));
        }
        if (event.retryMillis() >= 0) {
            fields.add("\"retry\":" + space(random) + event.retryMillis());
        }
        if (event.end() || random.nextInt(4) == 0) {
            fields.add("\"end\":" + event.end());
        }
        Collections.shuffle(fields, random);
        return "{" + space(random) + String.join("," + space(random), fields) + space(random) + "}";
    }

    /** Any JSON value but a string, as deep as {@code depth}. */
    static Json value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 ->
                literal(List.of("0", "-0.0", "17", "1.50", "1e999", "123456789012345678901234567890", "-1E-7"), random);
            case 1 -> literal(List.of("true", "false", "null"), random);
            case 2 -> literal(List.of("[]", "{}"), random);
            case 3 -> {
                Json one = value(random, depth - 1);
                Json other = value(random, depth - 1);
                yield new Json(
                        "[" + space(random) + one.spaced + space(random) + "," + other.spaced + "]",
                        "[" + one.compact + "," + other.compact + "]");
            }
            default -> {
                Json member = value(random, depth - 1);
                yield new Json(
                        "{" + space(random) + "\"a é\"" + space(random) + ":" + member.spaced + space(random) + "}",
                        "{\"a é\":" + member.compact + "}");
            }
        };
    }

    private static Json literal(List<String> texts, Random random) {
        String text = texts.get(random.nextInt(texts.size()));
        return new Json(text, text);
    }

    private static String quoted(Random random, String text) {
        var out = new StringBuilder("\"");
        for (int c : text.codePoints().toArray()) {
            if (c < ' ' || c == '"' || c == '\\' || random.nextInt(8) == 0) {
                for (char half : Character.toChars(c)) {
                    out.append(String.format("\\u%04x", (int) half));
                }
            } else {
                out.appendCodePoint(c);
            }
        }
        return out.append('"').toString();
    }

    static String space(Random random) {
        return List.of("", "", " ", "\t", "\r", "  ").get(random.nextInt(6));
    }
}
