package io.longwire.bench.load;

import io.longwire.bench.subject.Requests;
import java.util.List;

/** Idle streams of this process. */
public final class IdleStreams implements IdleLoad {
    private final LoadLoops loops = new LoadLoops(1);
    private final Streams<IdleStream> streams;

    public IdleStreams(Requests requests, Topics topics) {
        this(requests, topics, Part.WHOLE);
    }

    /** Those of all streams that are this process's part. */
    public IdleStreams(Requests requests, Topics topics, Part part) {
        streams = new Streams<>(
                loops,
                own -> requests.streamAddress(part.number(own)),
                own -> requests.subscribe(part.number(own), topics.ofSubscriber(part.number(own))),
                (all, loop, remote, number) -> new IdleStream(all, loop, remote));
    }

    @Override
    public void openUpTo(int count) throws InterruptedException {
        streams.openUpTo(count);
    }

    @Override
    public void closeAll() {
        streams.closeAll();
    }

    @Override
    public int lost() {
        return streams.lost();
    }

    @Override
    public List<Long> pids() {
        return List.of(ProcessHandle.current().pid());
    }

    @Override
    public void close() {
        loops.close();
    }
}
