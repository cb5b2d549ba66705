package io.longwire.stream;

import io.longwire.event.GzipSum;
import io.longwire.log.Page;
import io.longwire.log.Segment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Sums up the inner slices of a page's frames. Scratch space of one shard; its loop only. */
final class PageSum {
    private final CRC32 crc = new CRC32();

    /** Of the first {@code frames}. */
    long of(Page page, int frames) {
        crc.reset();
        int length = 0;
        Segment segment = null;
        ByteBuffer bytes = null;
        for (int frame = 0; frame < frames; frame++) {
            Segment next = page.segment(frame);
            if (bytes == null || next != segment) {
                segment = next;
                bytes = next.memory().buffer().duplicate(); // its positions are the sequencer's
            }
            int row = page.row(frame);
            bytes.limit(next.innerEnd(row)).position(next.innerStart(row));
            length += bytes.remaining();
            crc.update(bytes);
        }
        return GzipSum.of((int) crc.getValue(), length);
    }
}
