package io.longwire.model;

import io.longwire.log.LogView;
import io.longwire.log.ResyncReason;
import io.longwire.log.StartPosition;
import io.longwire.log.StartRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether the log judged a start rightly, worked out from the model and from what the log still holds. */
final class StartOracle {
    private static final Pattern NATIVE = Pattern.compile("(0|[1-9][0-9]{0,12})-(0|[1-9][0-9]{0,6})-([a-z0-9]{1,16})");

    private final ServerUnderTest server;
    private final ModelLog model;
    private final Wanted wanted;
    private final StartPosition start;
    private final long head;
    private final long floor;

    StartOracle(ServerUnderTest server, Wanted wanted, StartPosition start) {
        this.server = server;
        this.model = server.model();
        this.wanted = wanted;
        this.start = start;
        LogView view = server.log().view();
        this.head = view.headId();
        this.floor = view.floorId();
    }

    /** What is wrong with the judgement, or null. */
    String check(StartRequest request) {
        if (head != model.head()) {
            return "the head is " + head + ", the model's " + model.head();
        }
        if (start.position() > head) {
            return "it starts beyond the head";
        }
        boolean told = request instanceof StartRequest.After && start.resync() == null;
        String wrong = checkEnds(told);
        if (wrong != null) {
            return wrong;
        }
        if (request instanceof StartRequest.After after) {
            return checkAfter(after.id());
        }
        if (start.resync() != null) {
            return "a resync though no id was asked for";
        }
        if (request instanceof StartRequest.Earliest) {
            server.saw(Situation.START_EARLIEST);
            return checkHeld();
        }
        if (request instanceof StartRequest.Last last) {
            server.saw(Situation.START_LAST);
            return checkLast(last.count());
        }
        if (request instanceof StartRequest.Since since) {
            server.saw(Situation.START_SINCE);
            return checkSince(since.unixMillis());
        }
        return start.position() == head ? null : "live does not start at the head";
    }

    private String checkEnds(boolean told) {
        Set<String> expected = new HashSet<>();
        boolean open = wanted.hasPatterns();
        for (String topic : wanted.plainTopics()) {
            long end = model.endedAt(topic);
            if (end == 0 || end > start.position()) {
                open = true;
            } else if (!told) {
                expected.add(topic);
            }
        }
        Set<String> listed = new HashSet<>();
        start.ended().forEach(ended -> listed.add(ended.topic()));
        if (!listed.equals(expected) || listed.size() != start.ended().size()) {
            return "it lists the ends of " + listed + ", expected " + expected;
        }
        if (start.isOver() == open || start.isRepeated() != (!open && told)) {
            return "isOver " + start.isOver() + ", isRepeated " + start.isRepeated() + ", but open is " + open;
        }
        if (start.isOver()) {
            server.saw(told ? Situation.REPEATED_END : Situation.FRESH_CONNECT_TO_ENDED);
        }
        return null;
    }

    private String checkAfter(String asked) {
        var parts = NATIVE.matcher(asked);
        if (!parts.matches() || Long.parseLong(parts.group(2)) >= 1 << Published.N_BITS) {
            return checkOwn(asked);
        }
        long id = (Long.parseLong(parts.group(1)) << Published.N_BITS) + Long.parseLong(parts.group(2));
        if (!parts.group(3).equals(model.tag)) {
            server.saw(Situation.OTHER_LOG);
            return start.resync() == ResyncReason.OTHER_LOG
                    ? checkSince(id >> Published.N_BITS)
                    : "an id of another log was judged " + start.resync();
        }
        if (id > head) {
            server.saw(Situation.AHEAD);
            return start.resync() == ResyncReason.AHEAD && start.position() == head
                    ? null
                    : "an id beyond the head was judged " + start.resync();
        }
        return checkNative(id);
    }

    private String checkNative(long id) {
        Published lost = id < floor ? model.next(wanted, id, floor) : null;
        if (start.resync() == null) {
            if (lost != null || id < model.firstId) {
                return "judged complete, but it lost " + lost;
            }
            server.saw(Situation.COMPLETE_RESUME);
            if (id < floor) {
                server.saw(Situation.COMPLETE_RESUME_AFTER_FLOOR_PASSED);
            }
            return start.position() == id ? null : "a complete resume does not start at the id asked for";
        }
        boolean lostOfTopics = id < floor && model.nextOfTopics(wanted, id, floor) != null;
        boolean old = id < model.firstId;
        switch (start.resync()) {
            case OVERRUN -> {
                server.saw(Situation.OVERRUN_ON_RESUME);
                if (!lostOfTopics && !old) {
                    return "a resync though nothing of its topics was dropped after " + Published.render(id, model.tag);
                }
                if (lost == null) {
                    server.saw(Situation.TYPE_FILTER_FALSE_RESYNC);
                }
            }
            case FORGOTTEN -> {
                server.saw(Situation.FORGOTTEN_RESYNC);
                if (!old
                        && !server.mayHaveForgotten(wanted, id)
                        && !(lostOfTopics && id < server.log().topics().forgottenWatermark())) {
                    return "a resync for a topic that was not forgotten";
                }
            }
            default -> {
                return "a held id of this log was judged " + start.resync();
            }
        }
        return checkHeld();
    }

    /** Everything that is held and matches must follow. */
    private String checkHeld() {
        Published skipped = model.next(wanted, floor, start.position());
        return skipped == null ? null : "it skips " + skipped + ", which is held";
    }

    private String checkOwn(String asked) {
        Published first = model.earliestOwn(asked, floor);
        if (first == null) {
            server.saw(Situation.UNKNOWN_ID);
            return start.resync() == ResyncReason.UNKNOWN_ID && start.position() == head
                    ? null
                    : "an unknown id was judged " + start.resync();
        }
        server.saw(Situation.RESUME_BY_OWN_ID);
        if (model.records().stream()
                        .filter(record -> asked.equals(record.ownId()) && record.id() > floor)
                        .count()
                > 1) {
            server.saw(Situation.RESUME_BY_OWN_ID_USED_TWICE);
        }
        return start.resync() == null && start.position() == first.id()
                ? null
                : "after the publisher's id " + asked + " it starts at " + start.position() + ", not at " + first;
    }

    private String checkSince(long unixMillis) {
        for (Published record : model.all(wanted, floor)) {
            boolean since = record.id() >> Published.N_BITS >= unixMillis;
            if (since != record.id() > start.position()) {
                return "since " + unixMillis + " it starts at " + Published.render(start.position(), model.tag)
                        + (since ? ", after " : ", before ") + record;
            }
        }
        return null;
    }

    private String checkLast(int count) {
        List<Published> held = model.all(wanted, floor).stream()
                .filter(record -> !record.end())
                .toList();
        List<Published> newest = held.subList(Math.max(0, held.size() - count), held.size());
        List<Published> follows =
                held.stream().filter(record -> record.id() > start.position()).toList();
        return follows.equals(newest) ? null : "last " + count + " gives " + follows + ", expected " + newest;
    }
}
