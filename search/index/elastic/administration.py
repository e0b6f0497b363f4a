"""`indices apply`: templates as this program wants them, and what in the indices differs."""

from collections.abc import Callable, Iterator
from typing import Any

from elastic_transport import ObjectApiResponse
from elasticsearch import BadRequestError, NotFoundError

from search.index.elastic.connection import Connection
from search.index.elastic.errors import NotPrepared
from search.index.elastic.mappings import (
    META,
    component_templates,
    index_templates,
    settings,
    takedowns,
)
from search.index.elastic.months import APPLY, EXISTS, Months
from search.index.elastic.names import COLLECTIONS, Names

MOVE = "run `parley indices reindex`"


def apply(connection: Connection, names: Names, replication: int) -> list[str]:
    """Bring templates and the number of copies up to date; what was changed, in words.

    The same again changes nothing. Indices that have other mappings are left: see `drift`.
    """
    changed = []
    with connection.asking() as client:
        for name, body in component_templates(names, replication).items():
            before = _kept(client.cluster.get_component_template, name)
            client.cluster.put_component_template(name=name, **body)
            if before != _kept(client.cluster.get_component_template, name):
                changed.append(f"template {name}")
        for name, body in index_templates(names).items():
            before = _kept(client.indices.get_index_template, name)
            given = {("meta" if key == "_meta" else key): value for key, value in body.items()}
            client.indices.put_index_template(name=name, **given)
            if before != _kept(client.indices.get_index_template, name):
                changed.append(f"template {name}")
        try:
            client.indices.create(index=names.takedowns, **takedowns(replication))
            changed.append(f"index {names.takedowns}")
        except BadRequestError as error:
            if error.error != EXISTS:
                raise
    wanted = settings(replication)["number_of_replicas"]
    for index in _all(connection, names):
        with connection.asking() as client:
            found = client.indices.get_settings(index=index, name="index.number_of_replicas")
            if found[index]["settings"]["index"]["number_of_replicas"] != str(wanted):
                client.indices.put_settings(
                    index=index, settings={"index": {"number_of_replicas": wanted}}
                )
                changed.append(f"copies of {index}")
    return changed


def check(connection: Connection, names: Names) -> None:
    """Raise `NotPrepared` unless templates and indices are those of this program."""
    with connection.asking() as client:
        there = bool(client.indices.exists(index=names.takedowns))
    if not there:
        raise NotPrepared(
            f"there are no indices of {names.prefix!r} at {connection.address}: {APPLY}"
        )
    drifted = drift(connection, names)
    if drifted:
        raise NotPrepared(
            f"{len(drifted)} indices at {connection.address} were made for another version, such"
            f" as {drifted[0]}; {MOVE}"
        )


def drift(connection: Connection, names: Names) -> list[str]:
    """The living indices whose mappings are not those of the templates, and what differs."""
    found = []
    months = Months(connection, names)
    for collection in COLLECTIONS:
        expected: dict[str, Any] | None = None
        for index, aliases in months.indices(collection).items():
            if not aliases:
                continue
            with connection.asking() as client:
                if expected is None:
                    simulated = client.indices.simulate_index_template(name=index)
                    expected = simulated.get("template", {}).get("mappings", {})
                actual = client.indices.get_mapping(index=index)[index]["mappings"]
            different = sorted(_differences(actual, expected))
            if different:
                found.append(f"{index}: {', '.join(different)}")
    return found


def _differences(actual: dict[str, Any], expected: dict[str, Any]) -> Iterator[str]:
    if actual.get("_meta") != META:
        made_by = actual.get("_meta") or "nothing known"
        yield f"made by {made_by}, this program by {META}"
    if actual.get("dynamic") != expected.get("dynamic"):
        yield "dynamic"
    fields, wanted = actual.get("properties", {}), expected.get("properties", {})
    for name in fields.keys() | wanted.keys():
        if fields.get(name) != wanted.get(name):
            yield f"field {name}"


def _all(connection: Connection, names: Names) -> Iterator[str]:
    months = Months(connection, names)
    yield names.takedowns
    for collection in COLLECTIONS:
        yield from months.indices(collection)


def _kept(read: Callable[..., ObjectApiResponse[Any]], name: str) -> object:
    """A template as the server has it; None where there is none."""
    try:
        return read(name=name).body
    except NotFoundError:
        return None
