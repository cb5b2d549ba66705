package io.longwire.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Runs one seed from its first action to the end, and shrinks what fails. */
final class Simulation implements AutoCloseable {
    /** @param failure what went wrong; null when nothing did */
    record Outcome(String failure, Set<Situation> seen) {}

    private final LoopErrors errors = new LoopErrors();

    Outcome run(long seed, Plant plant) {
        Scenario scenario = Scenario.of(seed);
        return run(scenario, scenario.actions(), plant);
    }

    Outcome run(Scenario scenario, List<Action> actions, Plant plant) {
        Set<Situation> seen = EnumSet.noneOf(Situation.class);
        var world = new World(scenario, plant, seen, errors);
        for (Action action : actions) {
            world.perform(action);
            if (world.failure() != null) {
                break;
            }
        }
        world.finish();
        return new Outcome(world.failure(), seen);
    }

    /** Leaves out actions, in ever smaller pieces, while it still fails; describes what is left. */
    String shrink(long seed, Plant plant) {
        Scenario scenario = Scenario.of(seed);
        List<Action> actions = scenario.actions();
        String kind = kindOf(run(scenario, actions, plant).failure());
        for (int piece = actions.size() / 2; piece > 0; piece /= 2) {
            for (int from = 0; from < actions.size(); ) {
                var fewer = new java.util.ArrayList<>(actions);
                fewer.subList(from, Math.min(from + piece, fewer.size())).clear();
                if (kindOf(run(scenario, fewer, plant).failure()).equals(kind)) {
                    actions = fewer;
                } else {
                    from += piece;
                }
            }
        }
        return scenario + "\n  " + actions.size() + " actions: " + actions + "\n  "
                + run(scenario, actions, plant).failure();
    }

    /** The failure without what differs from run to run, so that shrinking does not end at another one. */
    private static String kindOf(String failure) {
        String text = failure == null ? "" : failure.replaceAll("^reader .*?\\](?: types \\[.*?\\])?", "");
        String words = text.replaceAll("[^A-Za-z ]+", "");
        return words.substring(0, Math.min(24, words.length()));
    }

    @Override
    public void close() {
        errors.close();
    }
}
