package io.longwire.model;

import io.longwire.admission.AddressSlot;
import io.longwire.event.WireForm;
import io.longwire.stream.CloseReason;
import io.longwire.stream.Shard;
import io.longwire.stream.StubConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;

/** One stream under test: the peer of a stub connection, what it received, and whether that was right. */
final class StreamTrial implements StubConnection.Peer {
    /** How the peer takes bytes. */
    enum Taking {
        /** All that comes. */
        ALL,
        /** None to all, by chance. */
        SOME,
        NOTHING,
        /** The socket is broken. */
        BROKEN
    }

    final Reader reader;
    final ServerUnderTest server;
    final Shard shard;
    final StubConnection connection;
    final StreamExpectation expectation;
    private final World world;
    private final Random random;
    private final Tamper tamper;
    private final ChunkedBody chunks = new ChunkedBody();
    private final GzipBody gzip;
    private final EventStreamParser parser;
    Taking taking = Taking.SOME;
    private boolean closed;
    boolean left;
    boolean mustBeSlow;
    /** How far behind it was when it began; it may stay so. */
    long lagAtStart;

    private int heartbeats;

    StreamTrial(World world, Reader reader, Shard shard, AddressSlot slot, long start, Random random) {
        this.world = world;
        this.server = world.server();
        this.reader = reader;
        this.shard = shard;
        this.random = random;
        this.tamper = new Tamper(world.plant(), reader.wireForm, random);
        this.gzip = reader.wireForm.isGzip() ? new GzipBody() : null;
        this.connection = new StubConnection(this, reader.number, slot);
        this.expectation = new StreamExpectation(server, reader.wanted, start);
        this.parser = new EventStreamParser(this::take);
    }

    @Override
    public int take(int offered) throws IOException {
        world.duringWrite(random);
        if (taking == Taking.BROKEN) {
            throw new IOException("broken by the test");
        }
        if (taking == Taking.NOTHING) {
            return 0;
        }
        if (taking == Taking.ALL) {
            return offered;
        }
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> Math.min(offered, 2 + random.nextInt(30));
            case 3 -> offered / 2;
            case 4 -> offered - 1;
            case 5 -> random.nextInt(offered + 1);
            default -> offered;
        };
    }

    @Override
    public void receive(byte[] sent) {
        byte[] bytes = tamper.tamper(sent, isBetweenFrames());
        if (reader.wireForm.isChunked()) {
            var body = new ByteArrayOutputStream();
            String wrong = chunks.decode(bytes, body);
            if (gzip == null) {
                parser.parse(body.toByteArray());
            } else {
                inflate(body.toByteArray());
            }
            fail(wrong);
        } else {
            parser.parse(bytes);
        }
        if (parser.comments() > heartbeats) {
            heartbeats = parser.comments();
            server.saw(Situation.HEARTBEAT_COMMENT);
        }
        if (!isBetweenFrames()) {
            server.saw(Situation.SHORT_WRITE_MID_FRAME);
        }
    }

    private void inflate(byte[] bytes) {
        var text = new ByteArrayOutputStream();
        fail(gzip.decode(bytes, text));
        parser.parse(text.toByteArray());
        if (chunks.isBetweenChunks() && !parser.isBetweenEvents()) {
            fail("an event cannot be decoded though all of it has arrived");
        }
    }

    private void take(EventStreamParser.Parsed sent) {
        EventStreamParser.Parsed event = reader.wireForm == WireForm.ENVELOPE ? Envelopes.open(sent) : sent;
        reader.lastId = event.lastEventId();
        if ("heartbeat".equals(event.data() == null ? null : StreamExpectation.field(event.data(), "type"))) {
            reader.heartbeats++;
        }
        fail(expectation.accept(event));
    }

    @Override
    public void misuse(String what) {
        fail(what);
    }

    void fail(String what) {
        if (what != null) {
            world.fail(reader + ": " + what);
        }
    }

    boolean isBetweenFrames() {
        return parser.isBetweenEvents()
                && (!reader.wireForm.isChunked() || chunks.isBetweenChunks() || chunks.isDone());
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void closed(boolean orderly) {
        checkClose(orderly);
        if (gzip != null) {
            gzip.close();
        }
    }

    private void checkClose(boolean orderly) {
        closed = true;
        reader.cutMidFrame = !isBetweenFrames();
        CloseReason reason = server.newCloseReason(shard);
        if (reason == null || server.isFreeing()) {
            return; // never joined, or the server has stopped without order
        }
        fail(checkReason(reason));
        if (orderly) {
            fail(isBetweenFrames() ? null : "closed in order in the middle of a frame: " + reason);
            fail(
                    !reader.wireForm.isChunked() || chunks.isDone()
                            ? null
                            : "closed in order without the last chunk: " + reason);
            String wrong = gzip == null ? null : gzip.wrongEnd();
            fail(wrong == null ? null : "closed in order " + wrong + ": " + reason);
        }
    }

    private String checkReason(CloseReason reason) {
        server.saw(Situation.valueOf(
                switch (reason) {
                    case SLOW_READER -> "LAG_CLOSE";
                    case CLIENT_CLOSED -> "CLIENT_CLOSE";
                    default -> reason.name() + "_CLOSE";
                }));
        return switch (reason) {
            case ENDED -> checkEnd();
            case CLIENT_CLOSED -> left ? null : "closed as if the client had";
            case RESET -> left || taking == Taking.BROKEN ? null : "closed as if reset";
            case STALLED -> server.settings().idleTimeoutMillis() == 0 ? null : "closed as if stalled";
            case CUT -> isBetweenFrames() ? "cut between frames" : null;
            case DRAIN -> server.isDraining() ? checkPosition() : "drained while the server goes on";
            case MAX_AGE -> server.settings().maxAgeSeconds() == 0 ? "closed as if too old" : checkPosition();
            case SLOW_READER -> expectation.slownessIsUnfounded();
            default -> "closed for " + reason;
        };
    }

    /** Who is sent away must be able to come back by an id of the log's own, as good as there is one. */
    private String checkPosition() {
        String known = Published.render(expectation.cursor(), server.model().tag);
        return reader.lastId.equals(known) ? null : "sent away with the id " + reader.lastId + " instead of " + known;
    }

    private String checkEnd() {
        String untold = expectation.untoldEnd();
        if (untold != null) {
            return untold;
        }
        if (!expectation.toldEnd()) {
            return "closed as ended without an end told";
        }
        return expectation.allEnded() ? null : "closed as ended while a topic is open";
    }
}
