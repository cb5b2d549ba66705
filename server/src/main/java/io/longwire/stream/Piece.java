package io.longwire.stream;

import io.longwire.event.WireForm;
import io.longwire.log.Segment;
import io.longwire.log.SegmentPieces;
import java.util.List;
import java.util.Locale;

/** Which bytes a stream gets for a frame. */
public enum Piece {
    /** The frame as it is. */
    FRAME,
    /** Its inner slice. */
    INNER_SLICE,
    /** Its inner slice in stored blocks of a deflate stream. */
    STORED,
    /** Its inner slice compressed by itself. */
    INDEPENDENT,
    /** Its inner slice compressed against the frame that the stream got last. */
    CHAINED,
    /** The frame, with its data in the original application's envelope. */
    ENVELOPED;

    /** Those that hold something compressed, or stand in a compressed stream. */
    public static final List<Piece> CODED = List.of(STORED, INDEPENDENT, CHAINED, ENVELOPED);

    /** The name that operators read of what such a piece is coded in. */
    public String encoding() {
        return this == ENVELOPED ? "gzip-base64" : "gzip";
    }

    /** Its name in what operators read. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The piece for a stream of that form.
     *
     * @param lastSent id of the frame that the stream's last bytes are; 0 when they are something else
     */
    static Piece of(WireForm form, Segment segment, int row, long lastSent) {
        if (form == WireForm.CHUNKED) {
            return FRAME;
        }
        if (form == WireForm.PLAIN) {
            return INNER_SLICE;
        }
        SegmentPieces pieces = segment.pieces();
        if (form == WireForm.ENVELOPE) {
            return pieces == null || pieces.enveloped().memory(row) == null ? FRAME : ENVELOPED;
        }
        if (pieces == null) {
            return STORED;
        }
        if (lastSent != 0 && form == WireForm.GZIP && pieces.predecessor(row) == lastSent) {
            return CHAINED;
        }
        return pieces.independent().memory(row) == null ? STORED : INDEPENDENT;
    }
}
