package io.longwire.model;

import io.longwire.stream.SlowReaderPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The settings of one seed. The log is so small that it overruns all the time. */
record Scenario(
        long seed,
        long logBytes,
        int maxTopics,
        long retentionMillis,
        int shards,
        int heartbeatMillis,
        int idleTimeoutMillis,
        int maxAgeSeconds,
        long maxLagBytes,
        SlowReaderPolicy slowReader,
        long maxRestBytes,
        boolean manyReaders,
        boolean publishesDuringWrites,
        int maxKeys,
        long keyWindowMillis,
        long compressionThreshold) {

    static Scenario of(long seed) {
        var random = new Random(seed);
        long logBytes = random.nextInt(40) == 0 ? 1 << 20 : 8192L << random.nextInt(4);
        long lag = switch (random.nextInt(3)) {
            case 0 -> logBytes / 4;
            case 1 -> logBytes / 2;
            default -> logBytes * 2;
        };
        return new Scenario(
                seed,
                logBytes,
                random.nextInt(4) == 0 ? 4 + random.nextInt(4) : 1000,
                random.nextInt(3) == 0 ? 200 : 86_400_000,
                1 + random.nextInt(2),
                random.nextInt(3) == 0 ? 0 : 1_000_000,
                random.nextInt(10) == 0 ? 0 : Integer.MAX_VALUE,
                seed % 3 == 0 ? 60 : 0,
                lag,
                random.nextInt(4) == 0 ? SlowReaderPolicy.CLOSE : SlowReaderPolicy.RESYNC,
                random.nextInt(8) == 0 ? 100 : 1 << 20,
                random.nextInt(50) == 0,
                random.nextInt(3) == 0,
                random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 100_000,
                random.nextInt(3) == 0 ? 30_000 : 86_400_000,
                random.nextInt(3) == 0 ? 100 : -1);
    }

    /** One write in so many has somebody publish: rarely enough that an event does not bring about more than one other. */
    int writesPerPublish() {
        return manyReaders ? 1000 : 30;
    }

    List<Action> actions() {
        var random = new Random(~seed);
        int total = 0;
        for (Action.Kind kind : Action.Kind.values()) {
            total += kind.weight;
        }
        int count = 30 + random.nextInt(120);
        var actions = new ArrayList<Action>(count);
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(total);
            for (Action.Kind kind : Action.Kind.values()) {
                at -= kind.weight;
                if (at < 0) {
                    actions.add(new Action(kind, random.nextLong()));
                    break;
                }
            }
        }
        return actions;
    }
}
