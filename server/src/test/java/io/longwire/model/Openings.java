package io.longwire.model;

import io.longwire.admission.AddressSlot;
import io.longwire.event.Selection;
import io.longwire.event.Selector;
import io.longwire.event.WireForm;
import io.longwire.log.StartPosition;
import io.longwire.log.StartRequest;
import io.longwire.model.StreamTrial.Taking;
import io.longwire.stream.CloseReason;
import io.longwire.stream.Shard;
import io.longwire.stream.StreamOptions;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.Set;

/** Opens streams as the HTTP layer does: the log judges the start, the head is written, a shard takes the stream over. */
final class Openings {
    private record HandOver(StreamTrial trial, long position) {}

    private final World world;
    private final JudgeUnderTest judge;
    private final ArrayDeque<HandOver> handOvers = new ArrayDeque<>();

    Openings(World world) {
        this.world = world;
        this.judge = new JudgeUnderTest(world);
    }

    /** Whether its stream is on the way to a shard. */
    boolean isHandedOver(Reader reader) {
        return handOvers.stream().anyMatch(handOver -> handOver.trial.reader == reader);
    }

    StartPosition start(Reader reader, StartRequest request, Random random) {
        ServerUnderTest server = world.server();
        StartPosition start = judge.judge(reader, request);
        reader.lastId = Published.render(start.position(), server.model().tag);
        reader.cutMidFrame = false;
        if (start.isRepeated() || start.isOver()) {
            return start;
        }
        if (reader.wireForm == WireForm.PLAIN) {
            world.saw(Situation.HTTP_1_0);
        }
        Shard shard = server.shards().get(reader.shard % server.shards().size());
        if (server.shards().size() > 1) {
            world.saw(Situation.SEVERAL_SHARDS);
        }
        var slot = (AddressSlot) server.limits().admit(null);
        var trial = new StreamTrial(world, reader, shard, slot, start.position(), new Random(random.nextLong()));
        trial.taking = random.nextInt(3) == 0 ? Taking.ALL : Taking.SOME;
        reader.trial = trial;
        handOvers.add(new HandOver(trial, start.position()));
        if (random.nextInt(4) != 0) {
            handOver();
        }
        return start;
    }

    /** Streams whose heads were written meanwhile reach their shards. */
    void handOver() {
        for (HandOver next = handOvers.poll(); next != null; next = handOvers.poll()) {
            StreamTrial trial = next.trial;
            if (next.position < world.server().model().head()) {
                world.saw(Situation.LATE_HANDOVER);
            }
            trial.lagAtStart = world.server().model().bytesAfter(next.position);
            trial.shard.add(trial.connection, planted(trial.reader), next.position);
            if (trial.expectation.missing() != null
                    && trial.expectation.missing().id() <= world.server().floor()) {
                world.saw(Situation.LATE_HANDOVER_OVERRUN);
            }
        }
    }

    void dropHandOvers() {
        while (!handOvers.isEmpty()) {
            HandOver dropped = handOvers.remove();
            dropped.trial.shard.add(dropped.trial.connection, dropped.trial.reader.options(), dropped.position);
            dropped.trial.left = true;
            dropped.trial.connection.peerLeft(CloseReason.CLIENT_CLOSED);
        }
    }

    private StreamOptions planted(Reader reader) {
        StreamOptions options = reader.options();
        Selection selection = options.selection();
        if (world.plant() == Plant.TYPE_FILTER_IGNORED) {
            selection = new Wanted(reader.wanted.selectors(), Set.of()).selection();
        } else if (world.plant() == Plant.PATTERN_TOO_NARROW && reader.wanted.hasPatterns()) {
            selection = Selection.of(
                    reader.wanted.selectors().stream()
                            .map(selector -> Selector.parse(selector.replace("**", "*")))
                            .toList(),
                    reader.wanted.types());
        }
        return new StreamOptions(selection, options.form(), options.heartbeat());
    }
}
