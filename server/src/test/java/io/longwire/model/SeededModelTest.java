package io.longwire.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The heart of the suite: random publishers and readers over a log so small that it overruns all the time, checked event
 * by event against a plain model. {@code -Dlongwire.seeds=N} runs more, {@code -Dlongwire.seed=S} one alone.
 */
class SeededModelTest {
    private static final long SEEDS = Long.getLong("longwire.seeds", 3000);
    private static final int SEEDS_TO_CATCH_A_PLANT = 200;

    private Simulation simulation;

    @BeforeEach
    void begin() {
        simulation = new Simulation();
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    @Test
    void everyStreamGetsExactlyWhatItMust() {
        Long only = Long.getLong("longwire.seed");
        if (only != null) {
            check(only);
            return;
        }
        Map<Situation, Integer> counts = new EnumMap<>(Situation.class);
        for (long seed = 1; seed <= SEEDS; seed++) {
            for (Situation situation : check(seed).seen()) {
                counts.merge(situation, 1, Integer::sum);
            }
        }
        System.out.println("Seeds in which each situation occurred, of " + SEEDS + ": " + counts);
        assertThat(counts.keySet()).isEqualTo(EnumSet.allOf(Situation.class));
    }

    private Simulation.Outcome check(long seed) {
        Simulation.Outcome outcome = simulation.run(seed, Plant.NONE);
        if (outcome.failure() != null) {
            fail("seed " + seed + " (-Dlongwire.seed=" + seed + "): " + outcome.failure() + "\nshrunk: "
                    + simulation.shrink(seed, Plant.NONE));
        }
        return outcome;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsCaught(Plant plant) {
        for (int seed = 1; seed <= SEEDS_TO_CATCH_A_PLANT; seed++) {
            if (simulation.run(seed, plant).failure() != null) {
                return;
            }
        }
        fail("not caught within " + SEEDS_TO_CATCH_A_PLANT + " seeds");
    }
}
