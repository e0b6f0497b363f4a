"""The tables of verdicts, as steps of the shared file."""

from runtime.sqlite import Migration

MIGRATIONS = (
    Migration(
        "verdicts",
        1,
        """
        -- The current verdict of each reader on each shift. Those taken back stay, so that their
        -- versions count on.
        CREATE TABLE verdicts (
          id TEXT PRIMARY KEY,
          shift_id TEXT NOT NULL,
          removed INTEGER NOT NULL,
          body BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX verdicts_shift ON verdicts (shift_id);

        -- Every verdict that was ever given or taken back, in that order.
        CREATE TABLE verdict_history (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          shift_id TEXT NOT NULL,
          body BLOB NOT NULL
        );
        CREATE INDEX verdict_history_shift ON verdict_history (shift_id);
        """,
    ),
)
