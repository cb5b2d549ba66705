package io.longwire.api;

import io.longwire.Hub;
import io.longwire.event.FrameAssembler;
import io.longwire.event.Notices;
import io.longwire.event.WireForm;
import io.longwire.http.Exchange;
import io.longwire.http.StreamHead;
import io.longwire.log.StartPosition;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.ByteArrayOutputStream;

/**
 * The first bytes of an event stream: head, {@code retry}, {@code connected}, and where due {@code resync} and the ends
 * of topics that ended before. Any thread.
 */
final class StreamOpening {
    private static final int RETRY_MILLIS = 3000;

    private final Hub hub;
    private final FastThreadLocal<FrameAssembler> assemblers;

    StreamOpening(Hub hub) {
        this.hub = hub;
        assemblers = new FastThreadLocal<>() {
            @Override
            protected FrameAssembler initialValue() {
                return hub.newAssembler();
            }
        };
    }

    /**
     * Head and first events; when nothing can follow, the end of the body too.
     *
     * @param number the stream's
     */
    byte[] render(
            Exchange exchange,
            WireForm form,
            SubscribeRequest request,
            Greeting greeting,
            StartPosition start,
            int number) {
        FrameAssembler assembler = assemblers.get();
        var out = new ByteArrayOutputStream(640);
        out.writeBytes(StreamHead.render(exchange, form));
        long position = start.position();
        byte[] connected = greeting.connected(
                hub.connectionIds().render(number), request.selection(), hub.render(position), RETRY_MILLIS);
        out.writeBytes(assembler.assemble(connected, position, form));
        if (start.resync() != null) {
            byte[] resync = Notices.resync(start.resync().wireName(), request.asked(), request.selection());
            out.writeBytes(assembler.assemble(resync, position, form));
        }
        for (StartPosition.Ended ended : start.ended()) {
            // A client that knew an end's own id while others may follow would skip what lies before them.
            long id = start.isOver() ? ended.id() : position;
            out.writeBytes(assembler.assemble(Notices.end(ended.topic()), id, form));
        }
        if (start.isOver()) {
            out.writeBytes(StreamHead.end(form));
        }
        return out.toByteArray();
    }
}
