"""Logs whose lines are numbered: what is new since a reader last looked."""

import sqlite3
from contextlib import closing

from runtime.sqlite.numbered import changed_since


def test_each_subject_of_the_newer_lines_once() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE log (number INTEGER PRIMARY KEY, who TEXT)")
        assert changed_since(connection, "log", "who", None) == (0, [])
        assert changed_since(connection, "log", "who", 0) == (0, [])
        connection.executemany("INSERT INTO log (who) VALUES (?)", [*"aabcb"])
        assert changed_since(connection, "log", "who", None) == (5, [])
        number, found = changed_since(connection, "log", "who", 2)
        assert (number, sorted(found)) == (5, ["b", "c"])
        assert changed_since(connection, "log", "who", 5) == (5, [])
