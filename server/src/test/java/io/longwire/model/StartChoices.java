package io.longwire.model;

import io.longwire.log.StartRequest;
import java.util.List;
import java.util.Random;

/** Every way to ask for a start. */
final class StartChoices {
    private static final List<String> MALFORMED = List.of(
            "x", "1-2", "01-0-log1", "1764000000000-0-", "1764000000000-1048576-log1", "-1-0-log1", "1-1-LOG", "own");

    private final World world;

    StartChoices(World world) {
        this.world = world;
    }

    StartRequest any(Wanted wanted, Random random) {
        ModelLog model = world.server().model();
        return switch (random.nextInt(16)) {
            case 0, 1 -> new StartRequest.Earliest();
            case 2 -> new StartRequest.Last(1 + random.nextInt(5));
            case 3 -> new StartRequest.Last(1 + random.nextInt(300));
            case 4 -> new StartRequest.Since(world.clockMillis() - random.nextInt(200));
            case 5 -> new StartRequest.Since(random.nextInt(4) == 0 ? 0 : world.clockMillis() + random.nextInt(100));
            case 6 -> new StartRequest.After("own" + random.nextInt(40));
            case 7 -> new StartRequest.After(MALFORMED.get(random.nextInt(MALFORMED.size())));
            case 8 -> foreign(random);
            case 9 ->
                new StartRequest.After(Published.render(model.head() + 1 + random.nextInt(3) * 1_000_000L, model.tag));
            case 10, 11 -> new StartRequest.After(Published.render(somewhere(model, random), model.tag));
            default -> new StartRequest.Live();
        };
    }

    private StartRequest foreign(Random random) {
        List<String> earlier = world.earlierIds();
        if (!earlier.isEmpty() && random.nextBoolean()) {
            world.saw(Situation.OTHER_LOG_OF_EARLIER_PROCESS);
            return new StartRequest.After(earlier.get(random.nextInt(earlier.size())));
        }
        return new StartRequest.After((world.clockMillis() - random.nextInt(100)) + "-3-other");
    }

    /** An id of the log, or one between two, or the first. */
    private static long somewhere(ModelLog model, Random random) {
        List<Published> records = model.records();
        if (records.isEmpty() || random.nextInt(8) == 0) {
            return model.firstId;
        }
        return records.get(random.nextInt(records.size())).id() - random.nextInt(2);
    }
}
