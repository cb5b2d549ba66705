package io.longwire.model;

import io.longwire.model.EventStreamParser.Parsed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one stream must get, event by event: everything that it wants after its start, once, in order, unchanged; notices
 * only where they are true. Methods return what is wrong, or null.
 */
final class StreamExpectation {
    private static final Pattern FIELD = Pattern.compile("\"(reason|topic|type)\":\"([^\"]*)\"");

    private final ServerUnderTest server;
    private final ModelLog log;
    private final Wanted wanted;
    private long cursor;
    private boolean toldEnd;
    private boolean resynced;
    /** Topics whose end a resync may have skipped, by the position of that resync. */
    private final Map<String, Long> skippedEnds = new HashMap<>();

    StreamExpectation(ServerUnderTest server, Wanted wanted, long start) {
        this.server = server;
        this.log = server.model();
        this.wanted = wanted;
        this.cursor = start;
    }

    /** Up to here the client has everything that matches. */
    long cursor() {
        return cursor;
    }

    boolean toldEnd() {
        return toldEnd;
    }

    boolean resynced() {
        return resynced;
    }

    String accept(Parsed event) {
        if (event.data() == null) {
            return "an event without data: " + event;
        }
        if (event.fields().equals(List.of("retry", "event", "data", "id"))) {
            return acceptFarewell(event);
        }
        String order = checkOrder(event.fields());
        if (order != null) {
            return order;
        }
        if (event.type().equals("end")) {
            Long position = skippedEnds.get(field(event.data(), "topic"));
            if (position != null && Published.number(event.lastEventId(), log.tag) == position) {
                skippedEnds.remove(field(event.data(), "topic"));
                toldEnd = true;
                server.saw(Situation.MISSED_END_TOLD);
                return null;
            }
        }
        String untold = untoldEnd();
        if (untold != null) {
            return untold;
        }
        if (event.type().equals("resync")) {
            return acceptResync(event);
        }
        if (event.type().equals("position")) {
            server.saw(Situation.POSITION_NOTICE);
            return event.data().equals("{}") ? acceptPosition(event) : "a position with data " + event.data();
        }
        if ("heartbeat".equals(field(event.data(), "type"))) {
            server.saw(Situation.HEARTBEAT_EVENT);
            return acceptPosition(event);
        }
        return acceptPublished(event);
    }

    /** The position before a drain ends the stream, with a time to come back after. */
    private String acceptFarewell(Parsed event) {
        boolean right = server.isDraining()
                && event.type().equals("position")
                && event.data().equals("{}")
                && event.retry() >= 1000
                && event.retry() <= 5000;
        String untold = untoldEnd();
        return untold != null ? untold : right ? acceptPosition(event) : brief(event) + " begins with a retry";
    }

    /** Each topic that ended within what a resync skipped must have been told of, before anything else. */
    String untoldEnd() {
        for (Map.Entry<String, Long> skipped : skippedEnds.entrySet()) {
            long end = log.endedAt(skipped.getKey());
            if (end != 0 && end <= skipped.getValue()) {
                return "the end of " + skipped.getKey() + " was skipped and not told";
            }
        }
        skippedEnds.clear();
        return null;
    }

    private static String checkOrder(List<String> fields) {
        int last = fields.size() - 1;
        boolean idLast = fields.indexOf("id") == last && last > 0;
        boolean typeFirst = fields.lastIndexOf("event") <= 0;
        return idLast && typeFirst ? null : "fields in the order " + fields;
    }

    private String acceptPublished(Parsed event) {
        Published next = log.next(wanted, cursor, Long.MAX_VALUE);
        if (next == null) {
            return "got " + brief(event) + " after all was delivered, at " + Published.render(cursor, log.tag);
        }
        boolean same = event.data().equals(next.receivedData())
                && event.type().equals(next.type() == null ? "" : next.type())
                && event.lastEventId().equals(next.wireId(log.tag))
                && event.retry() == next.retry();
        if (!same) {
            return "got " + brief(event) + ", expected " + next;
        }
        if (next.id() <= server.floor()) {
            server.saw(Situation.REST_OF_DROPPED_FRAME_SENT);
        }
        if (next.end()) {
            toldEnd = true;
            server.saw(Situation.END_DELIVERED);
        }
        if (next.topics().size() > 1 && wanted.hits(next) > 1) {
            server.saw(Situation.SEVERAL_TOPICS_ONE_DELIVERY);
        }
        cursor = next.id();
        return null;
    }

    private String acceptPosition(Parsed event) {
        long position = Published.number(event.lastEventId(), log.tag);
        if (position < cursor || position > log.head()) {
            return brief(event) + " does not lie between " + Published.render(cursor, log.tag) + " and the head";
        }
        Published skipped = log.next(wanted, cursor, position);
        if (skipped != null) {
            return brief(event) + " is newer than " + skipped + ", which was not delivered";
        }
        cursor = position;
        return null;
    }

    private String acceptResync(Parsed event) {
        long position = Published.number(event.lastEventId(), log.tag);
        if (position < cursor || position > log.head()) {
            return brief(event) + " does not lie between " + Published.render(cursor, log.tag) + " and the head";
        }
        String wrong = switch (String.valueOf(field(event.data(), "reason"))) {
            case "overrun", "forgotten" -> checkOverrun(position);
            case "lag" -> checkLag(position);
            default -> "a reason that a stream under way cannot have";
        };
        if (wrong != null) {
            return brief(event) + " at " + Published.render(cursor, log.tag) + ": " + wrong;
        }
        resynced = true;
        for (String topic : wanted.plainTopics()) {
            for (int i = log.indexAfter(cursor); i < log.records().size(); i++) {
                Published record = log.records().get(i);
                if (record.id() <= position && record.end() && record.topics().contains(topic)) {
                    skippedEnds.put(topic, position);
                }
            }
        }
        cursor = position;
        return null;
    }

    private String checkOverrun(long position) {
        String unfounded = overrunIsUnfounded();
        if (unfounded != null) {
            return unfounded;
        }
        Published held = log.next(wanted, Math.max(cursor, server.floor()), position);
        if (held != null) {
            return held + " is held and was skipped";
        }
        server.saw(Situation.OVERRUN_IN_STREAM);
        if (log.next(wanted, cursor, server.floor()) == null) {
            server.saw(Situation.TYPE_FILTER_FALSE_RESYNC);
        }
        return null;
    }

    private String checkLag(long position) {
        server.saw(Situation.LAG_RESYNC);
        Published first = log.next(wanted, cursor, position);
        return first == null || lagOf(first) <= server.settings().maxLagBytes() ? "it did not lag: " + first : null;
    }

    /** Why the stream has no reason to be told of an overrun now; null when it has. */
    String overrunIsUnfounded() {
        boolean lost = log.nextOfTopics(wanted, cursor, server.floor()) != null;
        return lost || server.mayHaveForgotten(wanted, cursor) ? null : "nothing of its topics was dropped";
    }

    /** Why the stream has no reason to be called slow now; null when it has. */
    String slownessIsUnfounded() {
        Published first = log.next(wanted, cursor, Long.MAX_VALUE);
        boolean lags = first != null && lagOf(first) > server.settings().maxLagBytes();
        return lags ? null : overrunIsUnfounded();
    }

    long lagOf(Published record) {
        return log.endOffset() - record.offset();
    }

    /** What it still lacks; null when it is level. */
    Published missing() {
        return log.next(wanted, cursor, Long.MAX_VALUE);
    }

    /** Whether all topics are ended now. */
    boolean hasNothingToCome() {
        return !wanted.hasPatterns() && wanted.plainTopics().stream().allMatch(topic -> log.endedAt(topic) != 0);
    }

    /** Whether all topics had ended at the cursor. */
    boolean allEnded() {
        return !wanted.hasPatterns() && wanted.plainTopics().stream().allMatch(this::endedAtCursor);
    }

    private boolean endedAtCursor(String topic) {
        Published newest = null;
        for (Published record : log.records()) {
            if (record.id() <= cursor && record.topics().contains(topic)) {
                newest = record;
            }
        }
        return newest != null && newest.end();
    }

    static String field(String json, String name) {
        if (!json.startsWith("{")) {
            return null;
        }
        Matcher fields = FIELD.matcher(json);
        while (fields.find()) {
            if (fields.group(1).equals(name)) {
                return fields.group(2);
            }
        }
        return null;
    }

    private static String brief(Parsed event) {
        return event.lastEventId() + " " + event.type() + " '" + Text.brief(event.data()) + "'";
    }
}
