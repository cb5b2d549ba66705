package io.longwire.summarizer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.config.SettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummarizerSettingsTest {
    @Test
    void nothingSetMeansTheDefaultsAndAnEmptyValueIsNone() {
        SummarizerSettings settings = SummarizerSettings.of(Map.of("SUMMARIZER_WORKERS", "", "GOOGLE_API_KEY", " "));
        assertThat(settings.number(Variable.SUMMARIZER_WORKERS)).isEqualTo(4);
        assertThat(settings.span(Variable.SUMMARIZER_TOKEN_INTERVAL)).isEqualTo(Duration.ofMillis(50));
        assertThat(settings.isSet(Variable.GOOGLE_API_KEY)).isFalse();
        assertThat(settings.isOn(Variable.SUMMARIZER_OPEN)).isFalse();
        assertThat(settings.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SUMMARIZER_WORKERS=0",
                "SUMMARIZER_WORKERS=many",
                "SUMMARIZER_TOKEN_INTERVAL=6s",
                "SUMMARIZER_TOKEN_INTERVAL=soon",
                "SUMMARIZER_OPEN=perhaps",
                "SUMMARIZER_LANGUAGE=the best",
                "OPENAI_BASE_URL=ftp://example.org",
                "OPENAI_BASE_URL=https://example.org/?a=b",
                "SUMMARIZER_PROXY=example.org:3128"
            })
    void whatIsNotAllowedIsNamedWithWhatIs(String given) {
        String[] parts = given.split("=", 2);
        assertThatThrownBy(() -> SummarizerSettings.of(Map.of(parts[0], parts[1])))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(given)
                .hasMessageContaining(Variable.valueOf(parts[0]).allowed());
    }

    @Test
    void aSecretIsNeverShownAndMayStandInAFile(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> SummarizerSettings.of(Map.of("OPENAI_API_KEY", "two words")))
                .hasMessageContaining("OPENAI_API_KEY=(hidden)");
        Path file = Files.writeString(folder.resolve("code"), "open-sesame\n");
        var environment = new HashMap<>(Map.of("SUMMARIZER_ACCESS_CODE_FILE", file.toString()));
        assertThat(SummarizerSettings.of(environment).text(Variable.SUMMARIZER_ACCESS_CODE))
                .isEqualTo("open-sesame");
        environment.put("SUMMARIZER_ACCESS_CODE", "another");
        assertThatThrownBy(() -> SummarizerSettings.of(environment)).hasMessageContaining("both set");
        assertThatThrownBy(() -> SummarizerSettings.of(Map.of("SUMMARIZER_ACCESS_CODE_FILE", folder + "/none")))
                .hasMessageContaining("SUMMARIZER_ACCESS_CODE_FILE cannot be read");
    }

    @Test
    void theGuidesPlaceholderIsNoKey() {
        SummarizerSettings settings = SummarizerSettings.of(Map.of("GOOGLE_API_KEY", "your_google_api_key"));
        assertThat(settings.isSet(Variable.GOOGLE_API_KEY)).isFalse();
        assertThat(settings.warnings()).singleElement().asString().contains("GOOGLE_API_KEY", "placeholder");
    }

    @Test
    void openAndACodeExcludeEachOtherAndAMisspeltNameIsMet() {
        assertThatThrownBy(() ->
                        SummarizerSettings.of(Map.of("SUMMARIZER_OPEN", "true", "SUMMARIZER_ACCESS_CODE", "secret")))
                .hasMessageContaining("set one of them");
        assertThat(SummarizerSettings.of(Map.of("SUMMARIZER_ACESS_CODE", "x")).warnings())
                .singleElement()
                .asString()
                .contains("did you mean SUMMARIZER_ACCESS_CODE?");
    }
}
