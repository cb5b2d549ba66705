package io.longwire.model;

import io.longwire.event.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes up events and batches, and offers them. */
final class Publishers {
    private final World world;
    private final Offers offers;
    private final List<Offers.Offer> keyed = new ArrayList<>();
    private int number;

    Publishers(World world) {
        this.world = world;
        this.offers = new Offers(world);
    }

    void forgetServer() {
        offers.forgetServer();
        keyed.clear();
    }

    void publishOne(Random random) {
        offer(List.of(event(random, text(random), false)), random);
    }

    void publishBatch(Random random) {
        var batch = new ArrayList<Event>();
        for (int i = 2 + random.nextInt(12); i > 0; i--) {
            batch.add(event(random, text(random), false));
        }
        if (random.nextInt(20) == 0) {
            batch.set(batch.size() - 1, event(random, random.nextBoolean() ? null : text(random), true));
        }
        offer(batch, random);
    }

    /** So many small events that one page does not hold them. */
    void publishMany(Random random) {
        String topic = Topics.any(random);
        var batch = new ArrayList<Event>();
        for (int i = 100 + random.nextInt(700); i > 0; i--) {
            batch.add(Event.of(topic, null, Integer.toString(number++)));
        }
        int most = (int) (world.scenario().logBytes() / 200);
        List<Event> fitting = batch.subList(0, Math.min(batch.size(), most));
        if (fitting.size() > 520) {
            world.saw(Situation.PAGE_OF_MANY_FRAMES);
        }
        offer(fitting, random);
    }

    void publishLarge(Random random) {
        int most = (int) (world.scenario().logBytes() * (random.nextInt(10) == 0 ? 6 : 3) / 10);
        String data = number++ + "x".repeat(random.nextInt(Math.max(1, most)));
        offer(List.of(event(random, data, false)), random);
    }

    void publishEnd(Random random) {
        offer(List.of(event(random, random.nextBoolean() ? null : text(random), true)), random);
    }

    /** An idempotency key again, with the same body or with another one. */
    void publishAgain(Random random) {
        if (keyed.isEmpty()) {
            return;
        }
        Offers.Offer first = keyed.get(random.nextInt(keyed.size()));
        String body = random.nextInt(4) == 0 ? first.body() + "'" : first.body();
        offers.offer(first.batch(), first.key(), body);
    }

    /** Makes the log grow by that much, so that lag is looked at; to a topic that only patterns match. */
    boolean publishFiller(int bytes) {
        long before = world.server().model().endOffset();
        offers.offer(List.of(Event.of("filler", null, "f".repeat(bytes))), null, "");
        return world.server().model().endOffset() - before >= bytes;
    }

    private Event event(Random random, String data, boolean end) {
        Set<String> topics = new HashSet<>(List.of(Topics.any(random)));
        while (random.nextInt(4) == 0) {
            topics.add(Topics.any(random));
        }
        String own = data != null && random.nextInt(6) == 0 ? "own" + random.nextInt(40) : null;
        int retry = random.nextInt(20) == 0 ? random.nextInt(5000) : -1;
        return new Event(List.copyOf(topics), Topics.type(random), data, own, data == null ? -1 : retry, end);
    }

    private String text(Random random) {
        String unique = "#" + number++;
        return switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> unique + "\nline\r\nline\rline\n";
            case 2 -> " " + unique + ": ünïcödé \uD83D\uDE80";
            case 3, 4 -> unique + "y".repeat(random.nextInt(900));
            case 5 -> "\n\n" + unique + "id: 1\n\n";
            default -> unique;
        };
    }

    private void offer(List<Event> batch, Random random) {
        String key = random.nextInt(5) == 0 ? "key" + number++ : null;
        if (world.plant() == Plant.BATCH_TORN && batch.size() > 1 && batch.size() < 20) {
            offers.tear(batch);
            return;
        }
        Offers.Offer offer = offers.offer(batch, key, key == null ? "" : "body of " + key);
        if (offer != null && key != null) {
            keyed.add(offer);
        }
    }
}
