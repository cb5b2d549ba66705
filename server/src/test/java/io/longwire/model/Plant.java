package io.longwire.model;

/** Bugs planted at the seams that the test controls; each must be caught. */
enum Plant {
    NONE,
    JUDGE_SKIPS_ONE,
    JUDGE_OMITS_RESYNC,
    JUDGE_CRIES_RESYNC,
    JUDGE_STARTS_LIVE,
    JUDGE_FORGETS_END,
    FRAME_DROPPED,
    FRAME_TWICE,
    FRAMES_SWAPPED,
    CUT_FRAME_SPLICED,
    CUT_FRAME_CONTINUED_BY_OTHER_BYTES,
    END_LOST,
    LAST_CHUNK_LOST,
    RESYNC_NOTICE_LOST,
    POSITION_TOO_NEW,
    EVENT_ID_OFF_BY_ONE,
    TYPE_FILTER_IGNORED,
    PATTERN_TOO_NARROW,
    BATCH_TORN,
    IDEMPOTENCY_KEY_IGNORED,
    WRITABILITY_NEVER_TOLD,
    /** A stream is taken to end with a frame though something else came after it. */
    CHAIN_NOT_BROKEN
}
