package io.longwire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.Selection;
import io.longwire.event.Selector;
import io.longwire.event.WireForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicGroupsTest {
    private final StubShard shard = new StubShard(Duration.ofSeconds(30));

    @AfterEach
    void free() {
        shard.close();
    }

    @Test
    void holdsWhatAListHolds() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var table = new TopicGroups();
            var list = new ArrayList<Group>();
            int names = 1 << random.nextInt(9);
            int addsOf10 = 3 + random.nextInt(5);
            for (int step = 0; step < 2_000; step++) {
                String topic = "jobs/" + random.nextInt(names);
                StreamOptions options = options(topic, random);
                Group found = table.find(topic, options);
                assertThat(found)
                        .as("seed %d", seed)
                        .isSameAs(list.stream()
                                .filter(group -> group.is(options))
                                .findAny()
                                .orElse(null));
                boolean add = random.nextInt(10) < addsOf10;
                if (found == null && add) {
                    var made = new Group(shard.shard, options, shard.log.topics());
                    table.add(made);
                    list.add(made);
                } else if (found != null && !add) {
                    table.remove(found);
                    list.remove(found);
                }
                var visited = new ArrayList<Group>();
                table.forEach(topic, visited::add);
                assertThat(visited)
                        .as("seed %d", seed)
                        .containsExactlyInAnyOrderElementsOf(list.stream()
                                .filter(group -> topic.equals(group.selection().onlyTopic()))
                                .toList());
            }
        }
    }

    private static StreamOptions options(String topic, Random random) {
        HeartbeatForm[] forms = HeartbeatForm.values();
        return new StreamOptions(
                Selection.of(List.of(Selector.parse(topic)), random.nextBoolean() ? null : List.of("done")),
                random.nextBoolean() ? WireForm.CHUNKED : WireForm.PLAIN,
                forms[random.nextInt(forms.length)]);
    }
}
