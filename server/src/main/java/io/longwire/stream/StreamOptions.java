package io.longwire.stream;

import io.longwire.event.Selection;
import io.longwire.event.WireForm;

/** What a stream asked for. Streams with equal options are written together. */
public record StreamOptions(Selection selection, WireForm form, HeartbeatForm heartbeat) {}
