"""The tables of the sets, as steps of the shared file."""

from runtime.sqlite import Migration

MIGRATIONS = (
    Migration(
        "processors",
        1,
        """
        -- The set of an article's revisions, each with the statements read from it.
        CREATE TABLE revisions (
            article_id TEXT NOT NULL,
            fetched_at TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            at TEXT NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (article_id, fetched_at, content_hash)
        );
        CREATE INDEX revisions_at ON revisions (at);

        -- The set of a timeline's facts.
        CREATE TABLE position_facts (
            id TEXT PRIMARY KEY,
            article_id TEXT NOT NULL,
            party TEXT NOT NULL,
            issue TEXT NOT NULL,
            at TEXT NOT NULL,
            body BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX position_facts_article ON position_facts (article_id);
        CREATE INDEX position_facts_timeline ON position_facts (party, issue);
        CREATE INDEX position_facts_at ON position_facts (at);

        -- The view of each timeline as it was last sent. Removed rows stay, without the words of
        -- any article, so that their versions count on.
        CREATE TABLE timeline_shifts (
            id TEXT PRIMARY KEY,
            party TEXT NOT NULL,
            issue TEXT NOT NULL,
            at TEXT NOT NULL,
            body BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX timeline_shifts_timeline ON timeline_shifts (party, issue);
        CREATE INDEX timeline_shifts_at ON timeline_shifts (at);

        -- What happened to a shift, in the order in which this machine learned it. Holds no words
        -- of any article, so that a takedown has nothing to erase here.
        CREATE TABLE shift_history (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            shift_id TEXT NOT NULL,
            recorded_at TEXT NOT NULL,
            version INTEGER NOT NULL,
            status TEXT NOT NULL,
            reason TEXT NOT NULL,
            replaced_by TEXT,
            article_id TEXT
        );
        CREATE INDEX shift_history_shift ON shift_history (shift_id);

        -- Articles that must not come back, whatever feed or replay brings them.
        CREATE TABLE takedowns (
            article_id TEXT PRIMARY KEY,
            taken_down_at TEXT NOT NULL
        ) WITHOUT ROWID;

        -- One row at most: facts before this moment are folded to standing positions.
        CREATE TABLE horizon (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            before TEXT NOT NULL
        );
        """,
    ),
    Migration(
        "processors",
        2,
        """
        -- A timeline's facts lie beside each other: it is read as a whole with each new one.
        CREATE TABLE facts_by_timeline (
            id TEXT NOT NULL,
            article_id TEXT NOT NULL,
            party TEXT NOT NULL,
            issue TEXT NOT NULL,
            at TEXT NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (party, issue, id)
        ) WITHOUT ROWID;
        INSERT INTO facts_by_timeline SELECT * FROM position_facts;
        DROP TABLE position_facts;
        ALTER TABLE facts_by_timeline RENAME TO position_facts;
        CREATE INDEX position_facts_article ON position_facts (article_id);
        CREATE INDEX position_facts_at ON position_facts (at);

        -- Another mark with each change of a timeline's facts: whoever remembers them sees by it
        -- whether they are still those. Drawn by chance, so that one that was rolled back is never
        -- met again.
        CREATE TABLE timeline_marks (
            party TEXT NOT NULL,
            issue TEXT NOT NULL,
            mark BLOB NOT NULL,
            PRIMARY KEY (party, issue)
        ) WITHOUT ROWID;
        CREATE TRIGGER position_facts_added AFTER INSERT ON position_facts BEGIN
            INSERT OR REPLACE INTO timeline_marks VALUES (new.party, new.issue, randomblob(16));
        END;
        CREATE TRIGGER position_facts_gone AFTER DELETE ON position_facts BEGIN
            INSERT OR REPLACE INTO timeline_marks VALUES (old.party, old.issue, randomblob(16));
        END;
        """,
    ),
    Migration(
        "processors",
        3,
        """
        -- What readers hold of shifts: one row for each reader and shift, those taken back too.
        CREATE TABLE timeline_verdicts (
            id TEXT PRIMARY KEY,
            party TEXT NOT NULL,
            issue TEXT NOT NULL,
            version INTEGER NOT NULL,
            body BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX timeline_verdicts_timeline ON timeline_verdicts (party, issue);
        """,
    ),
)
