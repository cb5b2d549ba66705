package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TopicTableTest {
    @Test
    void holdsWhatAMapHolds() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var table = new TopicTable();
            var map = new HashMap<String, TopicRecord>();
            int names = 1 << random.nextInt(12);
            int putsOf10 = 2 + random.nextInt(7);
            for (int step = 0; step < 5_000; step++) {
                String name = "jobs/" + random.nextInt(names);
                TopicRecord record = map.get(name);
                assertThat(table.get(name)).as("seed %d", seed).isSameAs(record);
                if (record == null && random.nextInt(10) < putsOf10) {
                    var made = new TopicRecord(name, 0);
                    table.put(made);
                    map.put(name, made);
                } else if (record != null && random.nextInt(10) >= putsOf10) {
                    table.remove(record);
                    map.remove(name);
                }
                assertThat(table.size()).isEqualTo(map.size());
            }
            assertThat(new ArrayList<>(table)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(map.values());
        }
    }

    @Test
    void whatWasPutIsFoundWhileOthersComeAndGo() throws Exception {
        var table = new TopicTable();
        var kept = new TopicRecord[500];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new TopicRecord("kept/" + i, 0);
            table.put(kept[i]);
        }
        var ended = new AtomicBoolean();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Callable<Integer> reader = () -> {
                int missed = 0;
                while (!ended.get()) {
                    for (TopicRecord record : kept) {
                        missed += table.get(record.name()) == record ? 0 : 1;
                    }
                }
                return missed;
            };
            Future<Integer> missed = executor.submit(reader);
            for (int round = 0; round < 100; round++) {
                var passing = new TopicRecord[1 + round * 37 % 2000];
                for (int i = 0; i < passing.length; i++) {
                    passing[i] = new TopicRecord("passing/" + i, 0);
                    table.put(passing[i]);
                }
                for (TopicRecord record : passing) {
                    table.remove(record);
                }
            }
            ended.set(true);
            assertThat(missed.get()).isZero();
        } finally {
            ended.set(true);
            executor.shutdown();
        }
        assertThat(table).containsExactlyInAnyOrder(kept);
    }
}
