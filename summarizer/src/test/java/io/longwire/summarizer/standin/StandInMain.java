package io.longwire.summarizer.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Both stand-ins as a process, for tests in a browser: {@code StandInMain VIDEO_PORT MODEL_PORT [MODELS_FILE]}. Writes
 * the file with the models, prints the settings that lead to them, and runs until it is ended.
 */
public final class StandInMain {
    private StandInMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 2) {
            System.err.println("StandInMain VIDEO_PORT MODEL_PORT [MODELS_FILE]");
            System.exit(2);
        }
        try (var video = new VideoService(Integer.parseInt(arguments[0]));
                var models = new ModelProviders(Integer.parseInt(arguments[1]))) {
            if (arguments.length > 2) {
                Files.writeString(Path.of(arguments[2]), StandInModels.file(), UTF_8);
                System.out.println("SUMMARIZER_MODELS=" + arguments[2]);
            }
            System.out.println("SUMMARIZER_VIDEO_BASE_URL=" + video.baseUrl());
            models.baseUrls()
                    .forEach((provider, url) ->
                            System.out.println(provider.keyVariable().replace("API_KEY", "BASE_URL") + "=" + url));
            System.out.println("ready");
            Thread.currentThread().join();
        }
    }
}
