package io.longwire.model;

import io.longwire.event.WireForm;
import io.longwire.log.StartPosition;
import io.longwire.log.StartRequest;
import io.longwire.model.StreamTrial.Taking;
import io.longwire.stream.CloseReason;
import io.longwire.stream.HeartbeatForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Connects, resumes and leaves; lets sockets take bytes. */
final class Readers {
    private final World world;
    private final Openings openings;
    private final StartChoices choices;
    private final List<Reader> readers = new ArrayList<>();

    Readers(World world) {
        this.world = world;
        this.openings = new Openings(world);
        this.choices = new StartChoices(world);
    }

    void connect(Random random) {
        int count = 1;
        Wanted wanted = Topics.wanted(random);
        WireForm wireForm = Topics.wireForm(random);
        HeartbeatForm form = Topics.form(random);
        if (world.scenario().manyReaders() && random.nextInt(3) == 0) {
            count = 300;
            world.saw(Situation.MANY_READERS);
        } else if (open(reader -> true).size() > 20) {
            return;
        }
        StartRequest request = choices.any(wanted, random);
        int shard = random.nextInt(2);
        for (int i = 0; i < count; i++) {
            var reader = new Reader(readers.size(), wanted, wireForm, form, shard);
            readers.add(reader);
            openings.start(reader, request, random);
        }
    }

    /** Somebody joins a group live while the group has something pending, and more comes before that is written. */
    void join(Random random, Runnable publish) {
        List<Reader> open = open(trial -> trial.connection.isLevel());
        if (open.isEmpty()) {
            return;
        }
        Reader other = pick(open, random);
        publish.run();
        var reader = new Reader(readers.size(), other.wanted, other.wireForm, other.form, other.shard);
        readers.add(reader);
        openings.start(reader, new StartRequest.Live(), random);
        openings.handOver();
        publish.run();
        run(random);
    }

    void resume(Random random) {
        List<Reader> gone = readers.stream()
                .filter(reader -> reader.trial != null && !reader.isConnected() && !openings.isHandedOver(reader))
                .toList();
        if (gone.isEmpty()) {
            return;
        }
        Reader reader = pick(gone, random);
        if (reader.cutMidFrame) {
            world.saw(Situation.RESUME_AFTER_MID_FRAME_CUT);
        }
        boolean byLastId = random.nextInt(8) != 0 && !reader.lastId.isEmpty();
        openings.start(
                reader, byLastId ? new StartRequest.After(reader.lastId) : choices.any(reader.wanted, random), random);
    }

    /** A stream that has everything loses its connection and resumes at once: it must have lost nothing. */
    void bounce(Random random) {
        List<Reader> level = open(trial -> trial.connection.isLevel() && trial.expectation.missing() == null);
        if (level.isEmpty() || world.server().sequencer().pending() > 0) {
            return;
        }
        Reader reader = pick(level, random);
        world.server().runLoops(); // the shard knows all of the log
        StreamTrial trial = reader.trial;
        if (trial.isClosed() || !trial.connection.isLevel() || !trial.isBetweenFrames()) {
            return;
        }
        leave(trial, CloseReason.RESET);
        String lastId = reader.lastId;
        StartPosition start = openings.start(reader, new StartRequest.After(lastId), random);
        if (!reader.wanted.types().isEmpty()) {
            if (start.resync() == null) {
                world.saw(Situation.LEVEL_FILTERED_STREAM_RESUMED);
            }
            return; // position notices make a false resync rare, not impossible
        }
        world.saw(Situation.LEVEL_STREAM_RESUMED);
        long cursor = trial.expectation.cursor();
        if (start.resync() != null && !world.server().mayHaveForgotten(reader.wanted, cursor)) {
            world.fail(reader + " was level, and its last id " + lastId + " gave a resync: " + start.resync());
        }
    }

    Openings openings() {
        return openings;
    }

    List<Reader> all() {
        return readers;
    }

    void leave(Random random) {
        List<Reader> open = open(trial -> true);
        if (!open.isEmpty()) {
            leave(pick(open, random).trial, random.nextBoolean() ? CloseReason.RESET : CloseReason.CLIENT_CLOSED);
        }
    }

    private static void leave(StreamTrial trial, CloseReason how) {
        trial.left = true;
        trial.connection.peerLeft(how);
    }

    void breakSocket(Random random) {
        set(random, Taking.BROKEN);
    }

    void stopReading(Random random) {
        set(random, Taking.NOTHING);
    }

    void readAgain(Random random) {
        set(random, random.nextBoolean() ? Taking.ALL : Taking.SOME);
    }

    private void set(Random random, Taking taking) {
        List<Reader> open = open(trial -> trial.taking != Taking.BROKEN);
        if (!open.isEmpty()) {
            pick(open, random).trial.taking = taking;
        }
    }

    void run(Random random) {
        openings.handOver();
        if (world.plant() == Plant.CHAIN_NOT_BROKEN) {
            open(trial -> true).forEach(reader -> reader.trial.connection.claimToEndWithFrame());
        }
        if (!open(trial -> trial.connection.joinsMidPage() && trial.expectation.missing() != null)
                .isEmpty()) {
            world.saw(Situation.MID_PAGE_JOIN);
        }
        world.server().runLoops();
        for (Reader reader : open(trial -> trial.connection.wantsWritable())) {
            if (random.nextInt(3) != 0 && world.plant() != Plant.WRITABILITY_NEVER_TOLD) {
                reader.trial.connection.becomeWritable();
            }
        }
        world.server().runLoops();
    }

    void readAll() {
        open(trial -> trial.taking != Taking.BROKEN).forEach(reader -> reader.trial.taking = Taking.ALL);
    }

    void runUntilIdle() {
        for (int round = 0; round < 200; round++) {
            world.server().runLoops();
            List<Reader> waiting = open(trial -> trial.connection.wantsWritable() && trial.taking != Taking.NOTHING);
            if (waiting.isEmpty() && world.server().sequencer().pending() == 0) {
                return;
            }
            if (world.plant() != Plant.WRITABILITY_NEVER_TOLD) {
                waiting.forEach(reader -> reader.trial.connection.becomeWritable());
            }
        }
    }

    /** Readers with an open stream. */
    List<Reader> open(Predicate<StreamTrial> filter) {
        return readers.stream()
                .filter(reader -> reader.isConnected() && !openings.isHandedOver(reader) && filter.test(reader.trial))
                .toList();
    }

    private static Reader pick(List<Reader> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
