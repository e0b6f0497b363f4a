"""The tables of a made-up room, light enough for processes that a test starts and kills."""

from runtime.sqlite import Migration

NOTES = (
    Migration("notes", 1, "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL);"),
    Migration("notes", 2, "CREATE INDEX notes_by_text ON notes (text);"),
)
