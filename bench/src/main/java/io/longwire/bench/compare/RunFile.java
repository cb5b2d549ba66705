package io.longwire.bench.compare;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * All measurements of a report, one in a line of JSON, so that a comparison can be made in several calls. Histograms are
 * in HdrHistogram's own compressed form, as Base64.
 */
final class RunFile {
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;

    RunFile(Path file) {
        this.file = file;
    }

    void append(Run run) {
        Map<String, String> latencies = new LinkedHashMap<>();
        run.latencies().forEach((label, histogram) -> latencies.put(label, encode(histogram)));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("invocation", run.invocation());
        line.put("row", run.row());
        line.put("peer", run.peer());
        line.put("repetition", run.repetition());
        line.put("figures", run.figures());
        line.put("latencies", latencies);
        line.put("failures", run.failures());
        try {
            Files.writeString(file, Json.text(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BenchException("cannot write " + file, e);
        }
    }

    /** In the order in which they were made; none where there is no file yet. */
    List<Run> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Run> runs = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                runs.add(parse(line));
            }
        } catch (IOException | JacksonException | DataFormatException e) {
            throw new BenchException("cannot read line " + (runs.size() + 1) + " of " + file, e);
        }
        return runs;
    }

    private static Run parse(String line) throws DataFormatException {
        Map<String, String> texts = new HashMap<>();
        Map<String, Double> figures = new LinkedHashMap<>();
        Map<String, Histogram> latencies = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "figures" -> {
                        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                            String key = parser.currentName();
                            // What was no finite number stands as null.
                            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                                figures.put(key, parser.getDoubleValue());
                            }
                        }
                    }
                    case "latencies" -> {
                        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                            String label = parser.currentName();
                            parser.nextToken();
                            latencies.put(label, decode(parser.getString()));
                        }
                    }
                    case "failures" -> {
                        while (parser.nextToken() != JsonToken.END_ARRAY) {
                            failures.add(parser.getString());
                        }
                    }
                    default -> texts.put(name, parser.getString());
                }
            }
        }
        return new Run(
                Integer.parseInt(texts.getOrDefault("invocation", "1")),
                texts.getOrDefault("row", ""),
                texts.getOrDefault("peer", ""),
                Integer.parseInt(texts.getOrDefault("repetition", "1")),
                figures,
                latencies,
                failures);
    }

    private static String encode(Histogram histogram) {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes.array(), length));
    }

    private static Histogram decode(String text) throws DataFormatException {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        return Histogram.decodeFromCompressedByteBuffer(bytes, 0);
    }
}
