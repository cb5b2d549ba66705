package io.longwire.summarizer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.summarizer.standin.Behaviour;
import io.longwire.summarizer.standin.ModelProviders;
import io.longwire.summarizer.standin.StandInModels;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key is looked at before work is begun with it. */
@Timeout(30)
class KeyCheckTest {
    private final ModelProviders providers = new ModelProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    private KeyCheck with(Map<Provider, String> keys) {
        return new KeyCheck(ModelSettings.builder()
                .keys(keys)
                .baseUrls(providers.baseUrls())
                .build());
    }

    @ParameterizedTest
    @EnumSource(
            value = Provider.class,
            names = {"OPENAI", "ANTHROPIC", "GOOGLE"})
    void aKeyIsMissingRefusedOrTaken(Provider provider) {
        Model model = StandInModels.of(provider, Behaviour.NORMAL);

        assertThatThrownBy(() -> with(Map.of()).check(model))
                .hasMessage("The model " + model.id() + " needs " + provider.keyVariable() + ", which is not set");
        assertThat(providers.asked()).isEmpty();
        assertThatThrownBy(() -> with(Map.of(provider, "wrong")).check(model))
                .hasMessage(provider.title() + " refuses the key in " + provider.keyVariable());
        assertThatThrownBy(() -> with(Map.of(provider, "line\nbreak")).check(model))
                .hasMessage(provider.keyVariable() + " has characters that no key has");
        assertThatNoException().isThrownBy(() -> with(Map.of(provider, "good")).check(model));
    }

    @Test
    void theAnswerIsRemembered() throws ModelException {
        KeyCheck check = with(Map.of(Provider.OPENAI, "good"));
        for (int i = 0; i < 5; i++) {
            check.check(StandInModels.of(Provider.OPENAI, Behaviour.NORMAL));
        }
        assertThat(providers.asked()).hasSize(1);
    }

    @Test
    void aProviderThatIsNotReachedSaysNothingAgainstTheKey() {
        var check = new KeyCheck(ModelSettings.builder()
                .keys(Map.of(Provider.OPENAI, "good"))
                .baseUrls(Map.of(Provider.OPENAI, URI.create("http://127.0.0.1:1/v1")))
                .build());

        assertThatNoException().isThrownBy(() -> check.check(StandInModels.of(Provider.OPENAI, Behaviour.NORMAL)));
    }
}
