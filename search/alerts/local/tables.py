"""The tables of watches and alerts, as steps of the shared file."""

from runtime.sqlite import Migration

MIGRATIONS = (
    Migration(
        "alerts",
        1,
        """
        CREATE TABLE watches (
          id TEXT PRIMARY KEY,
          owner TEXT NOT NULL,
          name TEXT NOT NULL,
          removed INTEGER NOT NULL,
          scanned_before INTEGER NOT NULL,
          body BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX watches_name ON watches (owner, name) WHERE NOT removed;

        -- Goes up with each change of a watch, so that a running pipeline compiles them anew.
        CREATE TABLE watch_generation (number INTEGER NOT NULL);
        INSERT INTO watch_generation VALUES (0);

        -- How many documents of a kind were looked at: once for all watches.
        CREATE TABLE watch_scanned (kind TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;

        -- The set of an owner's hits. Holds no words of any article.
        CREATE TABLE hits (
          id TEXT PRIMARY KEY,
          owner TEXT NOT NULL,
          watch_id TEXT NOT NULL,
          subject_id TEXT NOT NULL,
          at TEXT NOT NULL,
          removed INTEGER NOT NULL,
          body BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX hits_subject ON hits (subject_id);

        -- Under which keys the near-duplicates of a hit's text are found.
        CREATE TABLE hit_bands (
          owner TEXT NOT NULL,
          subject TEXT NOT NULL,
          band INTEGER NOT NULL,
          at TEXT NOT NULL,
          subject_id TEXT NOT NULL,
          PRIMARY KEY (owner, subject, band, at, subject_id)
        ) WITHOUT ROWID;
        CREATE INDEX hit_bands_subject ON hit_bands (subject_id);

        -- The view as it was last told. Removed rows stay, so that their versions count on.
        CREATE TABLE alerts (
          id TEXT PRIMARY KEY,
          owner TEXT NOT NULL,
          at TEXT NOT NULL,
          removed INTEGER NOT NULL,
          body BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX alerts_at ON alerts (at);
        CREATE TABLE alert_members (
          owner TEXT NOT NULL,
          subject_id TEXT NOT NULL,
          alert_id TEXT NOT NULL,
          PRIMARY KEY (owner, subject_id)
        ) WITHOUT ROWID;
        CREATE INDEX alert_members_alert ON alert_members (alert_id);
        CREATE TABLE alert_articles (
          article_id TEXT NOT NULL,
          alert_id TEXT NOT NULL,
          PRIMARY KEY (article_id, alert_id)
        ) WITHOUT ROWID;

        -- One row for each message to one target; its words are kept only while it waits.
        CREATE TABLE deliveries (
          alert_id TEXT NOT NULL,
          version INTEGER NOT NULL,
          target TEXT NOT NULL,
          watch_id TEXT NOT NULL,
          state TEXT NOT NULL
            CHECK (state IN ('waiting', 'delivered', 'failed', 'suppressed')),
          why TEXT NOT NULL DEFAULT '',
          what TEXT NOT NULL,
          says TEXT NOT NULL,
          digest INTEGER NOT NULL,
          due TEXT NOT NULL,
          done_at TEXT,
          body BLOB NOT NULL,
          PRIMARY KEY (alert_id, version, target)
        ) WITHOUT ROWID;
        CREATE INDEX deliveries_watch ON deliveries (watch_id);

        -- Counts that no row tells: what matched, what was withdrawn, what was told to nobody.
        CREATE TABLE watch_ledger (
          watch_id TEXT NOT NULL,
          outcome TEXT NOT NULL,
          reason TEXT NOT NULL,
          n INTEGER NOT NULL,
          PRIMARY KEY (watch_id, outcome, reason)
        ) WITHOUT ROWID;
        """,
    ),
    Migration(
        "alerts",
        2,
        """
        CREATE TABLE targets (name TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
        ALTER TABLE deliveries ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE deliveries ADD COLUMN first_attempt TEXT;
        ALTER TABLE deliveries ADD COLUMN retry_at TEXT;
        CREATE INDEX deliveries_waiting ON deliveries (target, due) WHERE state = 'waiting';
        CREATE INDEX deliveries_done ON deliveries (target, done_at);
        """,
    ),
    Migration(
        "alerts",
        3,
        """
        -- By what alerts are found: their watches, state, parties, issues. `key` is comparable.
        CREATE TABLE alert_facets (
          alert_id TEXT NOT NULL,
          name TEXT NOT NULL CHECK (name IN ('watch', 'state', 'party', 'issue')),
          key TEXT NOT NULL,
          value TEXT NOT NULL,
          PRIMARY KEY (alert_id, name, key)
        ) WITHOUT ROWID;
        CREATE INDEX alert_facets_key ON alert_facets (name, key);
        -- Alerts from before are found by names that need no more folding than their case.
        INSERT INTO alert_facets SELECT alerts.id, 'watch', value, value
          FROM alerts, json_each(CAST(body AS TEXT), '$.watch_ids');
        INSERT INTO alert_facets SELECT id, 'state', state, state FROM
          (SELECT id, json_extract(CAST(body AS TEXT), '$.state') AS state FROM alerts);
        INSERT INTO alert_facets SELECT id, 'party', lower(party), party FROM
          (SELECT id, json_extract(CAST(body AS TEXT), '$.shift.party') AS party FROM alerts)
          WHERE party IS NOT NULL;
        INSERT INTO alert_facets SELECT id, 'issue', issue, issue FROM
          (SELECT id, json_extract(CAST(body AS TEXT), '$.shift.issue') AS issue FROM alerts)
          WHERE issue IS NOT NULL;

        -- What became of each alert, in the order in which this machine learned it. Depends on
        -- the order of arrival, so no export compares it; holds no words of any article.
        CREATE TABLE alert_log (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          alert_id TEXT NOT NULL,
          version INTEGER NOT NULL,
          at TEXT NOT NULL,
          state TEXT NOT NULL,
          what TEXT NOT NULL,
          says TEXT NOT NULL
        );
        CREATE INDEX alert_log_alert ON alert_log (alert_id);

        -- The same counts as before, by the day (UTC) on which they were made; '' is before days
        -- were kept.
        CREATE TABLE watch_days (
          watch_id TEXT NOT NULL,
          day TEXT NOT NULL,
          outcome TEXT NOT NULL,
          reason TEXT NOT NULL,
          n INTEGER NOT NULL,
          PRIMARY KEY (watch_id, day, outcome, reason)
        ) WITHOUT ROWID;
        INSERT INTO watch_days SELECT watch_id, '', outcome, reason, n FROM watch_ledger;
        DROP TABLE watch_ledger;
        CREATE TABLE scanned_days (
          kind TEXT NOT NULL,
          day TEXT NOT NULL,
          n INTEGER NOT NULL,
          PRIMARY KEY (kind, day)
        ) WITHOUT ROWID;
        INSERT INTO scanned_days SELECT kind, '', n FROM watch_scanned;
        DROP TABLE watch_scanned;
        """,
    ),
    Migration(
        "alerts",
        4,
        """
        -- With `at_once` a message waits for no hour: it is due whatever the clock says, which may
        -- be set back.
        ALTER TABLE deliveries ADD COLUMN at_once INTEGER NOT NULL DEFAULT 0;
        """,
    ),
)
