package io.longwire.summarizer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Keeps what a summary's listener was told. */
final class Heard implements SummaryListener {
    final List<String> parts = new ArrayList<>();
    final StringBuilder text = new StringBuilder();
    final CountDownLatch firstText = new CountDownLatch(1);
    int pieces;
    int restarts;

    @Override
    public synchronized void parts(int done, int total) {
        parts.add(done + "/" + total);
    }

    @Override
    public synchronized void text(String more) {
        text.append(more);
        pieces++;
        firstText.countDown();
    }

    @Override
    public synchronized void restart() {
        text.setLength(0);
        restarts++;
    }
}
