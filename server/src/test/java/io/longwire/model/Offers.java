package io.longwire.model;

import io.longwire.event.Event;
import io.longwire.log.Append;
import io.longwire.log.AppendException;
import io.longwire.log.EncodedEvent;
import io.longwire.log.IdempotencyKey;
import io.longwire.log.Segment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What was offered to the log: has the model take its answers in the order of the offers, and checks them. */
final class Offers {
    /** @param key the idempotency key; null for none */
    record Offer(List<Event> batch, String key, String body, CompletableFuture<long[]> answer) {}

    private final World world;
    private final ArrayDeque<Offer> open = new ArrayDeque<>();
    private final Set<String> keysRemembered = new HashSet<>();
    private int torn;

    Offers(World world) {
        this.world = world;
    }

    void forgetServer() {
        open.clear();
        keysRemembered.clear();
    }

    /** The log gets the batch in two parts; who published is answered as if it had been one. */
    void tear(List<Event> batch) {
        var whole = new CompletableFuture<long[]>();
        open.add(new Offer(batch, null, "", whole));
        CompletableFuture<long[]> first = send(batch.subList(0, 1), null, "");
        CompletableFuture<long[]> between = send(List.of(Event.of("a", null, "between " + torn++)), null, "");
        CompletableFuture<long[]> rest = send(batch.subList(1, batch.size()), null, "");
        first.thenCombine(rest, (a, b) -> {
                    long[] all = Arrays.copyOf(a, a.length + b.length);
                    System.arraycopy(b, 0, all, a.length, b.length);
                    return all;
                })
                .thenCombine(between, (ids, other) -> whole.complete(ids))
                .whenComplete((done, failed) -> settle());
    }

    private CompletableFuture<long[]> send(List<Event> batch, String key, String body) {
        boolean planted = world.plant() == Plant.IDEMPOTENCY_KEY_IGNORED;
        IdempotencyKey idempotency = key == null || planted ? null : new IdempotencyKey("test", key, body);
        var append = new Append(batch.stream().map(EncodedEvent::of).toList(), idempotency);
        ServerUnderTest server = world.server();
        boolean busy = server.sequencer().pending() > 0;
        if (!busy
                && (key == null || server.model().answerOf(key, world.nanoTime()) == null)
                && server.model().reopen(world.clockMillis())) {
            world.saw(Situation.TOPIC_REOPENED);
        }
        try {
            server.sequencer().offer(append);
        } catch (AppendException refused) {
            world.saw(Situation.OVERLOADED);
            if (!busy || refused.reason() != AppendException.Reason.OVERLOADED) {
                world.fail("an idle queue refused: " + refused);
            }
            return CompletableFuture.failedFuture(refused);
        }
        // While the batch waits, and though it be refused: the log may forget others for its topics.
        batch.forEach(event -> server.model().topics().addAll(event.topics()));
        return append.ids();
    }

    /** Offers a batch; returns null when the queue was full. */
    Offer offer(List<Event> batch, String key, String body) {
        CompletableFuture<long[]> answer = send(batch, key, body);
        if (answer.isCompletedExceptionally() && reason(answer) == AppendException.Reason.OVERLOADED) {
            return null;
        }
        if (!answer.isDone()) {
            world.saw(Situation.APPEND_WAITED_FOR_READERS);
        }
        var offer = new Offer(batch, key, body, answer);
        open.add(offer);
        answer.whenComplete((ids, failed) -> settle());
        return offer;
    }

    private static AppendException.Reason reason(CompletableFuture<long[]> answer) {
        try {
            answer.join();
            return null;
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof AppendException refused) {
                return refused.reason();
            }
            throw failed;
        }
    }

    private void settle() {
        for (Offer first = open.peek(); first != null && first.answer.isDone(); first = open.peek()) {
            open.remove();
            String wrong = settled(first);
            if (wrong != null) {
                world.fail(wrong + " for a batch of " + first.batch.size() + ", first "
                        + first.batch.get(0).topics());
            }
        }
    }

    private String settled(Offer offer) {
        try {
            return settle(offer);
        } catch (RuntimeException error) {
            return "the answer was " + error; // a future would swallow it
        }
    }

    private String settle(Offer offer) {
        ModelLog model = world.server().model();
        AppendException.Reason refusal = reason(offer.answer);
        ModelLog.Answer known = offer.key == null ? null : model.answerOf(offer.key, world.nanoTime());
        if (known != null) {
            return settleRepeat(offer, known, refusal);
        }
        model.reopen(world.clockMillis());
        boolean hitsEnd = model.wouldHitEnd(offer.batch);
        if (refusal != null) {
            return settleRefusal(offer, refusal, hitsEnd, model);
        }
        if (hitsEnd) {
            return "an ended topic was published to";
        }
        long[] ids = offer.answer.join();
        String wrong = model.append(offer.batch, ids, world.clockMillis());
        if (offer.key != null) {
            if (!keysRemembered.add(offer.key)) {
                world.saw(Situation.KEY_FORGOTTEN);
            }
            model.remember(offer.key, new ModelLog.Answer(offer.body, ids, world.nanoTime()));
        }
        Segment last = world.server().log().view().last();
        if (last != null && last.id(0) > ids[0] && last.id(0) <= ids[ids.length - 1]) {
            world.saw(Situation.BATCH_ACROSS_SEGMENTS);
        }
        if (wrong == null
                && open.isEmpty()
                && model.endOffset() != world.server().log().view().endOffset()) {
            return "the log has " + world.server().log().view().endOffset() + " bytes, the model " + model.endOffset();
        }
        return wrong;
    }

    private String settleRepeat(Offer offer, ModelLog.Answer known, AppendException.Reason refusal) {
        if (!offer.body.equals(known.body())) {
            world.saw(Situation.KEY_REUSED);
            return refusal == AppendException.Reason.KEY_REUSED
                    ? null
                    : "a key with another body was answered " + refusal;
        }
        world.saw(Situation.IDEMPOTENT_REPEAT);
        if (refusal != null) {
            return "a key used again was answered " + refusal;
        }
        return Arrays.equals(known.ids(), offer.answer.join()) ? null : "a key used again was appended again";
    }

    private String settleRefusal(Offer offer, AppendException.Reason refusal, boolean hitsEnd, ModelLog model) {
        switch (refusal) {
            case TOPIC_ENDED -> {
                world.saw(Situation.REFUSED_ENDED);
                return hitsEnd ? null : "refused as ended";
            }
            case TOO_LARGE -> {
                world.saw(Situation.REFUSED_TOO_LARGE);
                int data = 0;
                for (Event event : offer.batch) {
                    data += (event.data() == null ? 0 : event.data().length() * 4)
                            + 500
                            + 100 * event.topics().size();
                }
                return data > world.scenario().logBytes() / 2 ? null : "refused as too large";
            }
            case TOO_MANY_TOPICS -> {
                world.saw(Situation.REFUSED_TOO_MANY_TOPICS);
                return model.topics().size() > world.scenario().maxTopics() ? null : "refused as too many topics";
            }
            default -> {
                return "refused as " + refusal;
            }
        }
    }
}
