package io.longwire.stream;

import io.longwire.event.FrameAssembler;
import io.longwire.event.WireForm;
import io.longwire.log.Segment;

/** Which bytes of a frame a stream gets: all, or for HTTP/1.0 the inner slice. Stateless. */
final class Frames {
    private Frames() {}

    static int start(Segment segment, int row, WireForm form) {
        int start = segment.start(row);
        return form == WireForm.CHUNKED ? start : start + FrameAssembler.chunkHeaderLength(segment.end(row) - start);
    }

    static int end(Segment segment, int row, WireForm form) {
        return form == WireForm.CHUNKED ? segment.end(row) : segment.end(row) - FrameAssembler.TRAILER_LENGTH;
    }
}
