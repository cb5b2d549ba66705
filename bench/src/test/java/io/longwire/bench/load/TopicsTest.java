package io.longwire.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void sharedTopicGivesEveryEventToEverySubscriber() {
        Topics topics = new Topics("news", 3, Topics.Shape.SHARED);
        assertThat(topics.ofEvent(5)).isEqualTo(topics.ofSubscriber(2)).isEqualTo("news");
        assertThat(topics.sequence(5)).isEqualTo(6);
        assertThat(topics.expected(2, 7)).isEqualTo(7);
        assertThat(topics.deliveries(7)).isEqualTo(21);
    }

    @Test
    void ownTopicsTakeTurnsAndEachHasASequenceOfItsOwn() {
        Topics topics = new Topics("news", 3, Topics.Shape.OWN);
        assertThat(topics.ofEvent(4)).isEqualTo(topics.ofSubscriber(1)).isEqualTo("bench/own/1");
        assertThat(topics.sequence(1)).isEqualTo(1);
        assertThat(topics.sequence(4)).isEqualTo(2);
        for (int published = 0; published < 10; published++) {
            long sum = topics.expected(0, published) + topics.expected(1, published) + topics.expected(2, published);
            assertThat(sum).isEqualTo(topics.deliveries(published));
        }
        assertThat(topics.expected(0, 7)).isEqualTo(3);
    }

    @Test
    void patternGivesEveryEventToEverySubscriberThoughTopicsChange() {
        Topics topics = new Topics("news", 3, Topics.Shape.PATTERN);
        assertThat(topics.ofSubscriber(2)).isEqualTo("news/*");
        assertThat(topics.ofEvent(5)).isEqualTo("news/5");
        assertThat(topics.ofEvent(105)).isEqualTo("news/5");
        assertThat(topics.sequence(5)).isEqualTo(6);
        assertThat(topics.deliveries(7)).isEqualTo(21);
    }
}
