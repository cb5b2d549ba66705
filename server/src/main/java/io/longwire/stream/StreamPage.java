package io.longwire.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a listing of the open streams. A stream that is open throughout a listing is in it, perhaps twice when others
 * close meanwhile; one that opens meanwhile may be in it.
 *
 * @param streams may be empty though more follow
 * @param next where to go on; null at the end
 */
public record StreamPage(List<StreamInfo> streams, @Nullable StreamCursor next) {
    public StreamPage {
        streams = List.copyOf(streams);
    }
}
