package io.longwire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private static String asItComesIn(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsNamesAndValuesInOrder() {
        Fields fields = Fields.parse("a=1&b&a=2&&c=&=d&e=f=g");
        assertThat(fields.all("a")).containsExactly("1", "2");
        assertThat(fields.first("b")).isEmpty();
        assertThat(fields.first("c")).isEmpty();
        assertThat(fields.first("")).isEqualTo("d");
        assertThat(fields.first("e")).isEqualTo("f=g");
        assertThat(fields.first("x")).isNull();
        assertThat(Fields.parse("").isEmpty()).isTrue();
        assertThat(Fields.parse("a=1&a=2&a=3").all("a")).containsExactly("1", "2", "3");
    }

    @Test
    void decodesPercentPlusAndRawUtf8() {
        assertThat(Fields.parse("t=%C3%A9+%2B%26").first("t")).isEqualTo("é +&");
        assertThat(Fields.parse(asItComesIn("t=é𝄞")).first("t")).isEqualTo("é𝄞");
        assertThat(Fields.parse("%61=b").first("a")).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%ff", "a=%c3", "a=%ed%a0%80", "a=%c0%80", "%f5=1"})
    void refusesWhatIsNotUtf8(String text) {
        assertThatThrownBy(() -> Fields.parse(text)).isInstanceOf(RequestException.class);
    }

    @Test
    void aFieldThatMayStandOnceIsRefusedTwice() {
        assertThatThrownBy(() -> Fields.parse("a=1&a=2").only("a")).hasMessageContaining("'a'");
    }
}
