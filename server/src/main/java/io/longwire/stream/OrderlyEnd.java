package io.longwire.stream;

import io.longwire.event.GzipBody;
import io.longwire.event.Notices;
import io.longwire.stream.ShardCounters.Counter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** What a stream is told before it ends in order, and the end of its body. Its shard's loop only. */
final class OrderlyEnd {
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    /** Clients of a server that stops come back spread over this time, and not before the first of these, in ms. */
    private static final int MIN_RETRY = 1000;

    private static final int MAX_RETRY = 5000;

    private final Shard shard;

    OrderlyEnd(Shard shard) {
        this.shard = shard;
    }

    /** The last bytes of a stream that stands between two frames; none when the connection's end says it all. */
    byte[] render(CatchUp catchUp, Group group, CloseReason reason) {
        var bytes = new ByteArrayOutputStream(96);
        if (reason == CloseReason.DRAIN) {
            int retry = ThreadLocalRandom.current().nextInt(MIN_RETRY, MAX_RETRY + 1);
            bytes.writeBytes(position(catchUp, group, Notices.positionAndRetry(retry)));
        } else if (reason == CloseReason.MAX_AGE && !knowsItsPosition(catchUp, group)) {
            bytes.writeBytes(position(catchUp, group, Notices.position()));
        }
        if (group instanceof GzipGroup gzip) {
            bytes.writeBytes(GzipBody.end(gzip.sum(catchUp.connection)));
        }
        if (group.form().isChunked()) {
            bytes.writeBytes(LAST_CHUNK);
        }
        return bytes.toByteArray();
    }

    /** Whether the last id that the client has is the newest there is for it, and the log's own. */
    private static boolean knowsItsPosition(CatchUp catchUp, Group group) {
        return catchUp.connection.position == catchUp.scannedThrough && group.fragile == 0 && !catchUp.knowsOwnId;
    }

    private byte[] position(CatchUp catchUp, Group group, byte[] lines) {
        catchUp.knowsOwnId = false;
        catchUp.connection.position = catchUp.scannedThrough;
        shard.counters().add(Counter.POSITIONS, 1);
        return shard.render(catchUp.connection, group, lines, catchUp.scannedThrough);
    }
}
