"""Which entries of the topic of alerts have changed since they were published: kept by triggers.

A trigger sees every change, whoever makes it: a hit that came in, a message that was delivered, a
takedown. None can be forgotten when the code around it changes.
"""

from runtime.sqlite import Migration

_TABLES = """
-- An entry is published when `edition` is greater than `sent`. Editions only grow.
CREATE TABLE alert_editions (
  kind TEXT NOT NULL CHECK (kind IN ('alert', 'hit', 'ledger', 'scanned')),
  id TEXT NOT NULL,
  edition INTEGER NOT NULL,
  sent INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX alert_editions_unsent ON alert_editions (kind, id) WHERE edition > sent;

-- How far a reader of this file has followed each topic.
CREATE TABLE followed (
  reader TEXT NOT NULL,
  topic TEXT NOT NULL,
  partition INTEGER NOT NULL,
  next INTEGER NOT NULL,
  PRIMARY KEY (reader, topic, partition)
) WITHOUT ROWID;

-- From which offset on the documents of a partition are still to be counted ("statements/3").
CREATE TABLE scanned_places (place TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;
"""

_CHANGED = """
  INSERT INTO alert_editions SELECT '{kind}', {id}, 0, 0
    WHERE NOT EXISTS (SELECT 1 FROM alert_editions WHERE kind = '{kind}' AND id = {id});
  UPDATE alert_editions SET edition = edition + 1 WHERE kind = '{kind}' AND id = {id};
"""
"""Two statements: an upsert inside a trigger would take the conflict policy of the outer one."""

_TRIGGER = "CREATE TRIGGER {table}_{event}_edition AFTER {event} ON {table} BEGIN {changed} END;\n"

_WATCHED = (
    ("alerts", "alert", "{row}.id", ("INSERT", "UPDATE", "DELETE")),
    ("deliveries", "alert", "{row}.alert_id", ("INSERT", "UPDATE")),
    ("alert_log", "alert", "{row}.alert_id", ("INSERT",)),
    ("hits", "hit", "{row}.subject_id || ' ' || {row}.owner", ("INSERT", "UPDATE", "DELETE")),
    ("watch_days", "ledger", "{row}.watch_id", ("INSERT", "UPDATE")),
    ("scanned_days", "scanned", "{row}.day", ("INSERT", "UPDATE")),
)


def _triggers() -> str:
    made = ""
    for table, kind, identifier, events in _WATCHED:
        for event in events:
            named = identifier.format(row="OLD" if event == "DELETE" else "NEW")
            changed = _CHANGED.format(kind=kind, id=named)
            made += _TRIGGER.format(table=table, event=event, changed=changed)
    return made


MIGRATIONS = (Migration("alerts_kafka", 1, _TABLES + _triggers()),)
