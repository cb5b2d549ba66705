package io.longwire.summarizer.model;

import java.time.Duration;

/** A canned text, word by word: shows the application at work without a key, and says that it is no summary. Stateless. */
final class Demo {
    private static final String TEXT = """
            **This is a canned text, not a summary.** No model was asked: the demo provider is on, which shows how the \
            application works without any key.

            ## What you see
            - Each word arrives as an event of the job's own topic, and is shown as it arrives.
            - Reload the page, or open it in a second tab: the text goes on where it was, without a missing or doubled word.
            - A summary is kept when it is complete; you find it again in the list.

            ## What to do next
            1. Set `GOOGLE_API_KEY`, `OPENAI_API_KEY` or `ANTHROPIC_API_KEY`.
            2. Start the application again, and choose one of that provider's models.
            3. Set `SUMMARIZER_DEMO` to `false`, and this text is gone.
            """;

    private Demo() {}

    static Summary run(Duration gap, SummaryListener listener, Cancellation cancellation) throws ModelException {
        listener.parts(0, 1);
        for (String word : TEXT.split("(?<=\\s)(?=\\S)", -1)) {
            if (cancellation.isCancelled() || cancellation.await(gap)) {
                throw ModelException.cancelled();
            }
            listener.text(word);
        }
        listener.parts(1, 1);
        return new Summary(TEXT, new Usage(0, 0, 0));
    }
}
