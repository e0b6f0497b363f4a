"""The tables of the console's door, as steps of the shared file."""

from runtime.sqlite import Migration

MIGRATIONS = (
    Migration(
        "console",
        1,
        """
        -- Who may enter. A secret is here only as a digest; `mark` stands for it in sessions.
        CREATE TABLE console_tokens (
          name TEXT PRIMARY KEY,
          digest TEXT NOT NULL UNIQUE,
          mark TEXT NOT NULL UNIQUE,
          last_used_at TEXT,
          body BLOB NOT NULL
        ) WITHOUT ROWID;

        -- Signs sessions and forms, so that they outlive a restart. One row.
        CREATE TABLE console_key (key BLOB NOT NULL);
        INSERT INTO console_key VALUES (randomblob(32));
        """,
    ),
)
