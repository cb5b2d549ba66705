package io.longwire.summarizer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.summarizer.standin.StandInModels;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which models there are, and whose key is there. */
class ModelsTest {
    private static final String ENTRY = "{\"id\":\"a\",\"provider\":\"openai\",\"context_tokens\":8000,"
            + "\"max_output_tokens\":1000,\"input_price\":0.5,\"output_price\":1}";

    private static Models models(ModelSettings.Builder settings) {
        return new Models(settings.build());
    }

    @Test
    void theBuiltInModelsAreOfAllProviders() {
        Models models = models(ModelSettings.builder());

        assertThat(models.all())
                .extracting(Model::provider)
                .contains(Provider.GOOGLE, Provider.OPENAI, Provider.ANTHROPIC);
        assertThat(models.preferred().id()).isEqualTo("gemini-2.5-flash");
        assertThat(models.missingKeys()).containsExactly("GOOGLE_API_KEY", "OPENAI_API_KEY", "ANTHROPIC_API_KEY");
        assertThat(models.all()).noneMatch(models::available);
    }

    @Test
    void theFirstModelWhoseKeyIsThereIsPreferred() {
        Models models = models(ModelSettings.builder().keys(Map.of(Provider.ANTHROPIC, "k", Provider.OPENAI, " ")));

        assertThat(models.preferred().provider()).isEqualTo(Provider.ANTHROPIC);
        assertThat(models.missingKey(models.find("gpt-5-mini"))).isEqualTo("OPENAI_API_KEY");
        assertThat(models.missingKey(models.preferred())).isEmpty();
    }

    @Test
    void theDemoIsThereWhenItIsOnAndOtherwiseNot() {
        ModelSettings.Builder settings = ModelSettings.builder();

        assertThatThrownBy(() -> models(settings).find("demo")).isInstanceOf(IllegalArgumentException.class);
        Models on = models(settings.demo(true));
        assertThat(on.preferred().name()).isEqualTo("Demo (canned text)");
        assertThat(on.missingKeys()).hasSize(3);
        assertThat(models(settings.keys(Map.of(Provider.OPENAI, "k")))
                        .preferred()
                        .provider())
                .isEqualTo(Provider.OPENAI);
    }

    @Test
    void aPreferredModelThatIsNoneIsRefused() {
        assertThatThrownBy(() -> models(ModelSettings.builder().preferred("gpt-3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no model 'gpt-3', only gemini-2.5-flash, ");
    }

    @Test
    void aFileOfModelsIsRead() {
        assertThat(ModelList.read("{\"models\":[" + ENTRY + "]}"))
                .containsExactly(new Model("a", "a", Provider.OPENAI, 8_000, 1_000, 0.5, 1));
        assertThat(ModelList.read(StandInModels.file())).isEqualTo(StandInModels.all());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'id':'a'|'id':''|model 1: \"id\" must be a text",
                "'id':'a'|'id':'a b'|model 1: \"id\" cannot be 'a b'",
                "'id':'a'|'id':'demo'|model 1: \"id\" cannot be 'demo'",
                "'openai'|'nobody'|model 1: \"provider\" is google, openai or anthropic",
                "8000|80|model 1: \"context_tokens\" must be a number from 4000 to 100000000",
                "0.5|'0.5'|model 1: \"input_price\" must be a number from 0 to 100000",
                "0.5|-1|model 1: \"input_price\" must be a number from 0 to 100000",
                "'output_price'|'price'|model 1: there is no field \"price\"",
            })
    void aWrongFileIsRefusedByName(String right, String wrong, String message) {
        String file = ("{\"models\":[" + ENTRY + "]}").replace(right.replace('\'', '"'), wrong.replace('\'', '"'));

        assertThatThrownBy(() -> ModelList.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsNoListOfModelsIsRefused() {
        assertThatThrownBy(() -> ModelList.read("id: a")).hasMessageStartingWith("no JSON: ");
        assertThatThrownBy(() -> ModelList.read("{\"models\":[]}")).hasMessageStartingWith("no list \"models\"");
        assertThatThrownBy(() -> ModelList.read("{\"models\":[" + ENTRY + "," + ENTRY + "]}"))
                .hasMessage("two models have the id 'a'");
    }

    @Test
    void pausesGrowWithinTheirBoundsAndAPlausibleWishIsGranted() {
        var retries = new Retries(5, Duration.ofMillis(100), Duration.ofMillis(350), Duration.ofSeconds(10));
        var random = new Random(1);

        for (int i = 0; i < 100; i++) {
            assertThat(retries.pause(1, null, random)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
            assertThat(retries.pause(2, null, random)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
            assertThat(retries.pause(9, null, random)).isBetween(Duration.ofMillis(175), Duration.ofMillis(350));
        }
        assertThat(retries.pause(1, Duration.ofSeconds(7), random)).isEqualTo(Duration.ofSeconds(7));
        assertThat(retries.pause(1, Duration.ZERO, random)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        assertThat(retries.pause(1, Duration.ofSeconds(11), random))
                .as("too long")
                .isNull();
    }
}
