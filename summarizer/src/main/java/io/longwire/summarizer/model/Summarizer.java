package io.longwire.summarizer.model;

import static io.longwire.summarizer.model.ModelException.Reason.TOO_LONG;

import io.longwire.summarizer.video.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has a model summarise transcripts. A long one is split; its parts are summarised side by side, and of these notes the
 * summary of the whole is written, which alone is streamed. Any thread.
 */
public final class Summarizer implements AutoCloseable {
    /** Of the prompt around the text. */
    private static final int PROMPT_TOKENS = 800;

    private static final int MOST_PARTS = 200;
    private static final String LIMITED = "\n\n*(The model reached its limit of output here.)*";

    private final ModelSettings settings;
    private final Models models;
    private final Asking asking;
    private final ExecutorService threads;

    public Summarizer(ModelSettings settings) {
        this.settings = settings;
        models = new Models(settings);
        asking = new Asking(settings);
        var number = new AtomicInteger();
        threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "summarizer-part-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Blocks until the summary is complete, streaming its text to the listener as it comes. To stop it, cancel: an
     * interrupt is noticed late.
     *
     * @param language tag of the language to write in
     */
    public Summary summarize(
            Transcript transcript, Model model, String language, SummaryListener listener, Cancellation cancellation)
            throws ModelException {
        if (model.provider() == Provider.DEMO) {
            return Demo.run(settings.demoGap(), listener, cancellation);
        }
        if (!models.available(model)) {
            throw KeyCheck.missing(model);
        }
        var spending = new Spending();
        int most = mostTokens(model);
        List<String> parts = Splitter.split(transcript.text(), most);
        if (parts.size() > MOST_PARTS) {
            throw new ModelException(
                    TOO_LONG,
                    "The transcript has " + parts.size() + " parts; at most " + MOST_PARTS + " are summarised",
                    false);
        }
        listener.parts(0, parts.size());
        Prompt prompt = parts.size() == 1
                ? Prompt.whole(transcript, language)
                : Prompt.combine(
                        transcript,
                        notes(transcript, parts, most, model, language, listener, spending, cancellation),
                        language);
        Attempt.Answer answer = asking.ask(model, prompt, listener::text, listener::restart, spending, cancellation);
        String text = answer.text();
        if (answer.limited()) {
            listener.text(LIMITED);
            text += LIMITED;
        }
        if (parts.size() == 1) {
            listener.parts(1, 1);
        }
        return new Summary(text, spending.of(model));
    }

    private int mostTokens(Model model) {
        int room = model.contextTokens() - Asking.outputTokens(model) - PROMPT_TOKENS;
        return Math.max(100, Math.min(settings.partTokens(), room));
    }

    /** Notes on all parts, short enough to be read in one request. */
    private List<String> notes(
            Transcript transcript,
            List<String> parts,
            int most,
            Model model,
            String language,
            SummaryListener listener,
            Spending spending,
            Cancellation cancellation)
            throws ModelException {
        var lock = new Object();
        var done = new AtomicInteger();
        List<String> notes = new Parts(parts.size(), cancellation, (part, stop) -> {
                    String note = note(transcript, parts, part, model, language, spending, stop);
                    synchronized (lock) {
                        listener.parts(done.incrementAndGet(), parts.size());
                    }
                    return bounded(note, most / 3);
                })
                .run(settings.partsInParallel(), threads);
        while (notes.size() > 1 && TokenEstimate.of(String.join("\n", notes)) > most) {
            List<String> groups = grouped(notes, most);
            notes = new Parts(
                            groups.size(),
                            cancellation,
                            (part, stop) ->
                                    bounded(note(transcript, groups, part, model, language, spending, stop), most / 3))
                    .run(settings.partsInParallel(), threads);
        }
        return notes;
    }

    private String note(
            Transcript transcript,
            List<String> texts,
            int part,
            Model model,
            String language,
            Spending spending,
            Cancellation cancellation)
            throws ModelException {
        Prompt prompt = Prompt.part(transcript, texts.get(part), part + 1, texts.size(), language);
        return asking.ask(model, prompt, more -> {}, () -> {}, spending, cancellation)
                .text();
    }

    /** A model may write more than it was told to; two notes always fit together then, so grouping comes to an end. */
    private static String bounded(String note, int tokens) {
        return Splitter.split(note, Math.max(10, tokens)).get(0);
    }

    private static List<String> grouped(List<String> notes, int most) {
        List<String> groups = new ArrayList<>();
        var group = new StringBuilder();
        for (String note : notes) {
            if (!group.isEmpty() && TokenEstimate.of(group) + TokenEstimate.of(note) + 2 > most) {
                groups.add(group.toString());
                group.setLength(0);
            }
            group.append(group.isEmpty() ? "" : "\n\n").append(note);
        }
        groups.add(group.toString());
        return groups;
    }

    /** Ends the threads; a summary in the making fails. */
    @Override
    public void close() {
        threads.shutdownNow();
        asking.close();
    }
}
