package io.longwire.model;

import io.longwire.log.StartPosition;
import io.longwire.log.StartRequest;
import java.util.List;

/** The log's judge with its judgements checked, and with the planted bugs of a judge. */
final class JudgeUnderTest {
    private final World world;

    JudgeUnderTest(World world) {
        this.world = world;
    }

    StartPosition judge(Reader reader, StartRequest request) {
        ServerUnderTest server = world.server();
        StartPosition judged = server.judge().judge(request, reader.wanted.selection());
        StartPosition start = planted(judged, reader, server);
        String wrong = new StartOracle(server, reader.wanted, start).check(request);
        if (wrong != null) {
            world.fail(reader + " asked for " + request + ": " + wrong + "; judged " + start);
        }
        return start;
    }

    private StartPosition planted(StartPosition start, Reader reader, ServerUnderTest server) {
        long position = start.position();
        return switch (world.plant()) {
            case JUDGE_SKIPS_ONE -> {
                Published next = server.model().next(reader.wanted, position, Long.MAX_VALUE);
                yield next == null ? start : at(start, next.id());
            }
            case JUDGE_OMITS_RESYNC ->
                new StartPosition(position, null, start.ended(), start.isOver(), start.isRepeated());
            case JUDGE_CRIES_RESYNC ->
                start.resync() != null || position >= server.floor()
                        ? start
                        : new StartPosition(
                                server.floor(),
                                io.longwire.log.ResyncReason.OVERRUN,
                                start.ended(),
                                start.isOver(),
                                start.isRepeated());
            case JUDGE_STARTS_LIVE -> at(start, server.model().head());
            case JUDGE_FORGETS_END ->
                new StartPosition(position, start.resync(), List.of(), start.isOver(), start.isRepeated());
            default -> start;
        };
    }

    private static StartPosition at(StartPosition start, long position) {
        return new StartPosition(position, start.resync(), start.ended(), start.isOver(), start.isRepeated());
    }
}
