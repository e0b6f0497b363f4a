"""Where each party stands on each issue now, read from the facets alone.

Names of tables are constants of `schema`; every value is a bound parameter.
"""

# ruff: noqa: S608

import sqlite3
from itertools import product

import msgspec

from search.index.local.limits import Check
from search.index.local.schema import TABLES
from search.index.protocol import MAX_COUNTED, Standing
from search.index.times import moment

_facets = msgspec.json.Decoder(dict[str, list[str]]).decode


def standings(connection: sqlite3.Connection, check: Check) -> list[Standing]:
    """See `Index.standings`."""
    tables = TABLES["statement"]
    newest: dict[tuple[str, str], tuple[int, str, str]] = {}
    rows = connection.execute(
        f"SELECT d.at, d.id, d.facets FROM {tables.documents} d INDEXED BY {tables.by_date}"
        " ORDER BY d.at DESC, d.id LIMIT ?",
        (MAX_COUNTED,),
    ).fetchall()
    check()
    for at, identifier, facets in rows:
        found = _facets(facets)
        for stance in found.get("stance", ()):
            for place in product(found.get("party", ()), found.get("issue", ())):
                newest[place] = max(newest.get(place, (at, "", "")), (at, identifier, stance))
    return sorted(
        (
            Standing(party, issue, int(stance), moment(at))
            for (party, issue), (at, _, stance) in newest.items()
        ),
        key=lambda each: (each.party, each.issue),
    )
