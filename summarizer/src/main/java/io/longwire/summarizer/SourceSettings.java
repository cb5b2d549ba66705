package io.longwire.summarizer;

import io.longwire.config.SettingException;
import io.longwire.summarizer.config.SummarizerSettings;
import io.longwire.summarizer.config.Variable;
import io.longwire.summarizer.model.Model;
import io.longwire.summarizer.model.ModelList;
import io.longwire.summarizer.model.ModelSettings;
import io.longwire.summarizer.model.Models;
import io.longwire.summarizer.model.Provider;
import io.longwire.summarizer.video.VideoSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How videos and models are asked, out of the settings. Stateless. */
final class SourceSettings {
    private static final int HTTP_PORT = 80;
    private static final Map<Provider, Variable> KEYS = Map.of(
            Provider.GOOGLE, Variable.GOOGLE_API_KEY,
            Provider.OPENAI, Variable.OPENAI_API_KEY,
            Provider.ANTHROPIC, Variable.ANTHROPIC_API_KEY);
    private static final Map<Provider, Variable> BASE_URLS = Map.of(
            Provider.GOOGLE, Variable.GOOGLE_BASE_URL,
            Provider.OPENAI, Variable.OPENAI_BASE_URL,
            Provider.ANTHROPIC, Variable.ANTHROPIC_BASE_URL);

    private SourceSettings() {}

    static VideoSettings videos(SummarizerSettings settings) {
        URI standIn = settings.url(Variable.SUMMARIZER_VIDEO_BASE_URL);
        VideoSettings videos = VideoSettings.defaults().withBaseUrl(standIn).withProxy(proxy(settings));
        return standIn == null ? videos : videos.withGap(Duration.ZERO);
    }

    /** Blocks on the file that lists the models. Throws {@link SettingException} when that is not as it should be. */
    static ModelSettings models(SummarizerSettings settings) {
        var keys = new EnumMap<Provider, String>(Provider.class);
        KEYS.forEach((provider, variable) -> {
            if (settings.isSet(variable)) {
                keys.put(provider, settings.text(variable));
            }
        });
        var urls = new EnumMap<Provider, URI>(Provider.class);
        BASE_URLS.forEach((provider, variable) -> {
            URI url = settings.url(variable);
            if (url != null) {
                urls.put(provider, url);
            }
        });
        ModelSettings.Builder builder = ModelSettings.builder()
                .keys(keys)
                .baseUrls(urls)
                .demo(settings.isOn(Variable.SUMMARIZER_DEMO))
                .proxy(proxy(settings))
                .partsInParallel(settings.number(Variable.SUMMARIZER_PARTS_IN_PARALLEL));
        if (settings.isSet(Variable.SUMMARIZER_MODELS)) {
            builder.models(list(settings.text(Variable.SUMMARIZER_MODELS)));
        }
        if (settings.isSet(Variable.SUMMARIZER_MODEL)) {
            builder.preferred(settings.text(Variable.SUMMARIZER_MODEL));
        }
        ModelSettings models = builder.build();
        try {
            var unused = new Models(models);
        } catch (IllegalArgumentException unknown) {
            throw new SettingException("SUMMARIZER_MODEL: " + unknown.getMessage());
        }
        return models;
    }

    private static List<Model> list(String file) {
        try {
            return ModelList.read(Files.readString(Path.of(file)));
        } catch (IOException unreadable) {
            throw new SettingException("SUMMARIZER_MODELS=" + file + " cannot be read: "
                    + unreadable.getClass().getSimpleName());
        } catch (IllegalArgumentException wrong) {
            throw new SettingException("SUMMARIZER_MODELS=" + file + ": " + wrong.getMessage());
        }
    }

    private static @Nullable InetSocketAddress proxy(SummarizerSettings settings) {
        URI url = settings.url(Variable.SUMMARIZER_PROXY);
        return url == null ? null : new InetSocketAddress(url.getHost(), url.getPort() < 0 ? HTTP_PORT : url.getPort());
    }
}
