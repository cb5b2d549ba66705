package io.longwire.model;

import io.longwire.event.WireForm;
import io.longwire.stream.HeartbeatForm;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The topics, types and selectors of a run. */
final class Topics {
    private static final List<String> BUSY = List.of("a", "jobs/1", "jobs/2", "jobs/1/x");
    private static final List<String> QUIET = List.of("b", "ünï/c", "jobs", "z/1", "z/2/x");
    private static final List<String> PATTERNS = List.of("*", "jobs/*", "jobs/**", "**", "*/1", "z/**");
    private static final List<String> TYPES = List.of("tick", "note", "ping");

    private Topics() {}

    static String any(Random random) {
        return random.nextInt(6) == 0 ? pick(QUIET, random) : pick(BUSY, random);
    }

    static String type(Random random) {
        return random.nextInt(3) == 0 ? pick(TYPES, random) : null;
    }

    static Wanted wanted(Random random) {
        Set<String> selectors = new HashSet<>();
        do {
            selectors.add(
                    switch (random.nextInt(6)) {
                        case 0, 1 -> pick(QUIET, random);
                        case 2, 3 -> pick(BUSY, random);
                        case 4 -> pick(PATTERNS, random);
                        default -> random.nextInt(4) == 0 ? "never" : "a";
                    });
        } while (random.nextInt(3) == 0);
        Set<String> types =
                random.nextInt(4) == 0 ? Set.of(pick(List.of("tick", "message", "note"), random)) : Set.of();
        return new Wanted(selectors.stream().sorted().toList(), types);
    }

    static HeartbeatForm form(Random random) {
        HeartbeatForm[] forms = HeartbeatForm.values();
        return random.nextInt(3) == 0 ? forms[random.nextInt(forms.length)] : HeartbeatForm.COMMENT;
    }

    static WireForm wireForm(Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> WireForm.PLAIN;
            case 2, 3, 4 -> WireForm.GZIP;
            case 5 -> WireForm.GZIP_APART;
            case 6 -> WireForm.ENVELOPE;
            default -> WireForm.CHUNKED;
        };
    }

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
