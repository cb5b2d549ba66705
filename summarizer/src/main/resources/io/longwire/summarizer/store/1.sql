-- Times are milliseconds since 1970.
CREATE TABLE summaries (
    id            TEXT PRIMARY KEY,
    video         TEXT NOT NULL,
    model         TEXT NOT NULL,
    language      TEXT NOT NULL,
    title         TEXT NOT NULL,
    channel       TEXT NOT NULL,
    markdown      TEXT NOT NULL,
    input_tokens  INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cost          REAL NOT NULL,
    created_at    INTEGER NOT NULL,
    UNIQUE (video, model, language)
);
CREATE INDEX summaries_by_time ON summaries (created_at);

CREATE TABLE jobs (
    id            TEXT PRIMARY KEY,
    session       TEXT NOT NULL,
    parent        TEXT,
    kind          TEXT NOT NULL,
    target        TEXT NOT NULL, -- the video's or the playlist's id
    model         TEXT NOT NULL,
    language      TEXT NOT NULL,
    status        TEXT NOT NULL,
    stage         TEXT NOT NULL,
    progress      INTEGER NOT NULL,
    total         INTEGER NOT NULL,
    title         TEXT,
    channel       TEXT,
    attempts      INTEGER NOT NULL,
    reason        TEXT,
    message       TEXT,
    summary       TEXT REFERENCES summaries (id) ON DELETE SET NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
);
CREATE INDEX jobs_by_session ON jobs (session, created_at);
CREATE INDEX jobs_by_parent ON jobs (parent);
CREATE INDEX jobs_by_summary ON jobs (summary);

CREATE TABLE properties (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE ended_sessions (
    id      TEXT PRIMARY KEY,
    expires INTEGER NOT NULL
);
