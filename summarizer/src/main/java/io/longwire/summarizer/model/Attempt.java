package io.longwire.summarizer.model;

import static io.longwire.summarizer.model.ModelException.Reason.CUT_OFF;
import static io.longwire.summarizer.model.ModelException.Reason.INVALID_ANSWER;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request to a model, its answer streamed to its end on the thread that asks. Used once. */
final class Attempt implements StreamingChatResponseHandler {
    private final StringBuilder text = new StringBuilder();
    private final Consumer<String> more;
    private final ProviderHttp http;
    private final Cancellation cancellation;
    private @Nullable ChatResponse response;
    private @Nullable Throwable error;
    private @Nullable RuntimeException listenerFailure;

    Attempt(ProviderHttp http, Consumer<String> more, Cancellation cancellation) {
        this.http = http;
        this.more = more;
        this.cancellation = cancellation;
    }

    /**
     * A complete answer.
     *
     * @param limited whether the model stopped at its limit of output
     */
    record Answer(String text, boolean limited) {}

    Answer run(StreamingChatModel chat, Prompt prompt, ProviderErrors errors, Spending spending) throws ModelException {
        try {
            chat.chat(
                    ChatRequest.builder()
                            .messages(SystemMessage.from(prompt.system()), UserMessage.from(prompt.user()))
                            .build(),
                    this);
        } catch (RuntimeException thrown) {
            error = thrown;
        }
        ChatResponse complete = response;
        spend(prompt, complete, spending);
        if (cancellation.isCancelled()) {
            throw ModelException.cancelled();
        }
        if (listenerFailure != null) {
            throw listenerFailure;
        }
        if (http.failure() != null) {
            throw http.failure();
        }
        if (error != null) {
            throw errors.unreadable(error);
        }
        if (complete == null) {
            throw new ModelException(CUT_OFF, "The model's answer broke off in the middle", true);
        }
        if (complete.finishReason() == FinishReason.CONTENT_FILTER) {
            throw errors.refused("its rules forbid it");
        }
        if (text.toString().isBlank()) {
            throw new ModelException(INVALID_ANSWER, "The model answered with no text", true);
        }
        return new Answer(text.toString(), complete.finishReason() == FinishReason.LENGTH);
    }

    boolean hasStreamed() {
        return !text.isEmpty();
    }

    /** As the provider counts; as estimated where it did not come to that, once it has begun to answer. */
    private void spend(Prompt prompt, @Nullable ChatResponse complete, Spending spending) {
        TokenUsage usage = complete == null ? null : complete.tokenUsage();
        Integer input = usage == null ? null : usage.inputTokenCount();
        Integer output = usage == null ? null : usage.outputTokenCount();
        if (usage != null && input != null && output != null && input > 0) {
            Integer total = usage.totalTokenCount();
            // Some leave the thinking out of the output, and have it in the total.
            spending.add(input, total == null ? output : Math.max(output, total - input));
        } else if (complete != null || hasStreamed()) {
            spending.add(TokenEstimate.of(prompt.system()) + TokenEstimate.of(prompt.user()), TokenEstimate.of(text));
        }
    }

    @Override
    public void onPartialResponse(String partial) {
        if (listenerFailure != null || cancellation.isCancelled()) {
            return;
        }
        text.append(partial);
        try {
            more.accept(partial);
        } catch (RuntimeException thrown) {
            listenerFailure = thrown;
            throw thrown;
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        response = complete;
    }

    @Override
    public void onError(Throwable thrown) {
        error = thrown;
    }
}
