package io.longwire.bench.load;

import io.longwire.bench.wire.EventDecoder;
import io.longwire.bench.wire.EventListener;
import io.longwire.bench.wire.ResponseDecoder;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A stream of which every byte is decoded and every event checked. */
public final class Subscriber extends StreamConnection implements EventListener {
    private final ResponseDecoder response = new ResponseDecoder(this);
    private final EventDecoder events = new EventDecoder(this);
    private final SequenceCheck check = new SequenceCheck();
    private final Deliveries deliveries;
    private final int number;
    private int eventsOfRead;
    private boolean ready;

    public Subscriber(Streams<?> streams, LoadLoop loop, InetSocketAddress remote, int number, Deliveries deliveries) {
        super(streams, loop, remote);
        this.number = number;
        this.deliveries = deliveries;
    }

    public int number() {
        return number;
    }

    /** Events that were left out before one that arrived. */
    public long missing() {
        return check.missing();
    }

    /** Events at the end of the {@code expected} ones that have not arrived. */
    public long outstanding(long expected) {
        return check.outstanding(expected);
    }

    /** Events that arrived twice, or after a later one. */
    public long repeated() {
        return check.repeated();
    }

    @Override
    void received(byte[] bytes, int from, int to) {
        eventsOfRead = 0;
        response.decode(bytes, from, to);
        if (eventsOfRead > 0) {
            deliveries.counted(eventsOfRead, loop().nowMicros());
        }
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        events.decode(bytes, from, to);
    }

    @Override
    public void event(@Nullable String type, byte[] data, int length) {
        if (type != null) {
            deliveries.takeNamed(type);
            return;
        }
        long sequence = deliveries.take(data, length, loop().nowMicros());
        if (sequence >= 0 && !ready) {
            ready = true;
            deliveries.becameReady();
        }
        if (sequence > 0) {
            check.accept(sequence);
            eventsOfRead++;
        }
    }
}
