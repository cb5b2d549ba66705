package io.longwire.api;

import io.longwire.Hub;
import io.longwire.event.FrameAssembler;
import io.longwire.event.GzipBody;
import io.longwire.event.GzipSum;
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

    /**
     * Head and first events.
     *
     * @param sum of the text in it, for the content coding gzip
     */
    record Bytes(byte[] bytes, long sum) {}

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
    Bytes render(
            Exchange exchange,
            WireForm form,
            SubscribeRequest request,
            Greeting greeting,
            StartPosition start,
            int number) {
        var text = new Text(assemblers.get(), form);
        text.out.writeBytes(StreamHead.render(exchange, form));
        long position = start.position();
        byte[] connected = greeting.connected(
                hub.connectionIds().render(number), request.selection(), hub.render(position), RETRY_MILLIS);
        text.add(connected, position);
        if (start.resync() != null) {
            byte[] resync = Notices.resync(start.resync().wireName(), request.asked(), request.selection());
            text.add(resync, position);
        }
        for (StartPosition.Ended ended : start.ended()) {
            // A client that knew an end's own id while others may follow would skip what lies before them.
            long id = start.isOver() ? ended.id() : position;
            text.add(Notices.end(ended.topic()), id);
        }
        if (start.isOver()) {
            text.out.writeBytes(StreamHead.end(form, text.sum));
        }
        return new Bytes(text.out.toByteArray(), text.sum);
    }

    /** What is being written. */
    private static final class Text {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(640);
        private final FrameAssembler assembler;
        private final WireForm form;
        private long sum = GzipSum.NONE;

        Text(FrameAssembler assembler, WireForm form) {
            this.assembler = assembler;
            this.form = form;
        }

        void add(byte[] eventLines, long id) {
            if (form.isGzip()) {
                byte[] plain = assembler.assemble(eventLines, id, WireForm.PLAIN);
                sum = GzipSum.append(sum, GzipSum.of(plain));
                out.writeBytes(GzipBody.stored(plain));
            } else {
                out.writeBytes(assembler.assemble(eventLines, id, form));
            }
        }
    }
}
