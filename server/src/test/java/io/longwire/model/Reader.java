package io.longwire.model;

import io.longwire.event.WireForm;
import io.longwire.stream.HeartbeatForm;
import io.longwire.stream.StreamOptions;

/** A client over all its connections: what it wants and the last id it saw. */
final class Reader {
    final int number;
    final Wanted wanted;
    final WireForm wireForm;
    final HeartbeatForm form;
    final int shard;
    String lastId = "";
    boolean cutMidFrame;
    int heartbeats;
    StreamTrial trial;

    Reader(int number, Wanted wanted, WireForm wireForm, HeartbeatForm form, int shard) {
        this.number = number;
        this.wanted = wanted;
        this.wireForm = wireForm;
        this.form = form;
        this.shard = shard;
    }

    StreamOptions options() {
        return new StreamOptions(wanted.selection(), wireForm, form);
    }

    boolean isConnected() {
        return trial != null && !trial.isClosed();
    }

    @Override
    public String toString() {
        return "reader " + number + " of " + wanted.selectors()
                + (wanted.types().isEmpty() ? "" : " types " + wanted.types())
                + (wireForm == WireForm.CHUNKED ? "" : " " + wireForm);
    }
}
