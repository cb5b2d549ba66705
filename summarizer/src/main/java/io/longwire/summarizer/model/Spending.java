package io.longwire.summarizer.model;

import java.util.concurrent.atomic.LongAdder;

/** Tokens of all requests for one summary, failed ones with an estimate: they are paid for as well. Any thread. */
final class Spending {
    private final LongAdder input = new LongAdder();
    private final LongAdder output = new LongAdder();

    void add(long inputTokens, long outputTokens) {
        input.add(inputTokens);
        output.add(outputTokens);
    }

    Usage of(Model model) {
        double cost = (input.sum() * model.inputPricePerMillion() + output.sum() * model.outputPricePerMillion()) / 1e6;
        return new Usage(input.sum(), output.sum(), cost);
    }
}
