package io.longwire.bench.load;

import io.longwire.bench.wire.EventDecoder;
import io.longwire.bench.wire.EventListener;
import io.longwire.bench.wire.GzipBody;
import io.longwire.bench.wire.ResponseDecoder;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A stream of which every byte is decoded and every event checked. */
public final class Subscriber extends StreamConnection implements EventListener {
    private final ResponseDecoder response = new ResponseDecoder(this);
    private final EventDecoder events = new EventDecoder(this);
    private final Reading reading;
    private final Deliveries deliveries;
    private @Nullable GzipBody gzip;
    private int eventsOfRead;

    public Subscriber(
            Streams<?> streams, LoadLoop loop, InetSocketAddress remote, Reading reading, Deliveries deliveries) {
        super(streams, loop, remote);
        this.reading = reading;
        this.deliveries = deliveries;
    }

    public Reading reading() {
        return reading;
    }

    /** Stops reading, or goes on, as the reading says. */
    public void pauseOrGoOn() {
        pause(reading.pausing());
    }

    @Override
    void received(byte[] bytes, int from, int to) {
        eventsOfRead = 0;
        deliveries.read(to - from);
        response.decode(bytes, from, to);
        if (eventsOfRead > 0) {
            deliveries.counted(eventsOfRead, loop().nowMicros());
        }
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        if (response.isGzip()) {
            GzipBody coded = gzip == null ? new GzipBody() : gzip;
            gzip = coded;
            coded.decode(bytes, from, to, deliveries.inflated(), events::decode);
        } else {
            events.decode(bytes, from, to);
        }
    }

    @Override
    public void event(@Nullable String type, byte[] data, int length) {
        if (type != null) {
            if (type.equals("resync")) {
                reading.check().announceGap();
                deliveries.resynced();
            }
            return;
        }
        long sequence = deliveries.take(data, length, loop().nowMicros());
        if (sequence >= 0 && reading.becomesReady()) {
            deliveries.becameReady();
        }
        if (sequence > 0) {
            long before = reading.check().last();
            if (reading.check().accept(sequence)) {
                deliveries.advanced(before, sequence, loop().nowMicros());
            }
            eventsOfRead++;
        }
    }

    /** Where its next stream is to go on; to be asked before that is opened. */
    @Override
    public void close() {
        reading.seen(events.lastEventId());
        if (gzip != null) {
            gzip.close();
        }
        super.close();
    }

    @Override
    void ended(String why) {
        reading.lose();
        super.ended(why);
    }
}
