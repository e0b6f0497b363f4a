"""YAML text -> Dossier. Every fault is collected with its line, so that one run shows them all."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import yaml

from processors.dossiers.checks import check
from processors.dossiers.dossier import (
    Dossier,
    DossierError,
    DossierParty,
    DossierPerson,
    Example,
    Position,
    Problem,
)
from wire.vocabulary import ISSUES, Issue

_Word = TypeVar("_Word", bound=str)

MAX_BYTES = 1 << 20
"""A dossier is written by hand: far beyond any, and a bound on what a hostile one costs."""
MAX_DEPTH = 10
"""A good dossier has a depth of seven; the time to read a deeper one grows with its square."""

DOSSIER_KEYS = ("id", "title", "parties", "issues", "feeds", "examples")
PARTY_KEYS = ("name", "aliases", "people", "counterparties")
PERSON_KEYS = ("name", "role")
EXAMPLE_KEYS = ("text", "party", "issue", "position")
POSITIONS: tuple[Position, ...] = ("willing", "unwilling")


def load(path: Path) -> Dossier:
    """The dossier in a YAML file (UTF-8).

    Raises `DossierError` with every fault of the file: unreadable, no YAML, a key or an issue that
    is not known, a party or an alias that stands twice.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = Problem(0, f"cannot be read ({error.strerror})", "check the path and its rights")
        raise DossierError(str(path), (problem,)) from error
    try:
        text = data[: MAX_BYTES + 1].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(line, "is not UTF-8", "save the file as UTF-8")
        raise DossierError(str(path), (problem,)) from error
    return read(text, str(path))


def read(text: str, source: str = "dossier") -> Dossier:
    """The dossier in YAML `text`; `source` names it in errors. Raises `DossierError`."""
    if len(text) > MAX_BYTES:
        problem = Problem(0, "is larger than one mebibyte", "split it into several dossiers")
        raise DossierError(source, (problem,))
    reader = _Reader()
    dossier = reader.dossier(_compose(text, source))
    if not reader.problems and dossier is not None:
        reader.problems.extend(check(dossier, reader.lines))
    if reader.problems or dossier is None:
        raise DossierError(source, tuple(sorted(reader.problems, key=lambda p: p.line)))
    return dossier


def _compose(text: str, source: str) -> yaml.Node:
    """The tree of nodes. References (`*name`) are refused: a small file could grow without end."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 0
            if isinstance(event, yaml.AliasEvent):
                problem = Problem(line, f"refers to *{event.anchor}", "write the value out")
                raise DossierError(source, (problem,))
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                problem = Problem(line, "is nested too deep", "follow the example in the guide")
                raise DossierError(source, (problem,))
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        words = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
        problem = Problem(
            line, f"is no YAML ({words})", "check indentation, colons and quotation marks"
        )
        raise DossierError(source, (problem,)) from error
    if node is None:
        problem = Problem(0, "is empty", "give at least id, title and two parties")
        raise DossierError(source, (problem,))
    return node


class _Reader:
    """Walks the nodes; `lines` remembers where each name stands, for the checks that follow."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.lines: dict[tuple[str, str, str], int] = {}

    def dossier(self, node: yaml.Node) -> Dossier | None:
        values = self._mapping(node, DOSSIER_KEYS, "the dossier")
        identifier = self._text(values.get("id"), node, "id")
        self.lines["id", "", ""] = (values.get("id") or node).start_mark.line + 1
        title = self._text(values.get("title"), node, "title")
        parties = tuple(self._party(n) for n in self._list(values.get("parties"), "parties"))
        if "parties" not in values:
            self._problem(node, "parties is missing", "list those who negotiate under parties:")
        issues = dict(self._issues(values.get("issues")))
        feeds = self._texts(values.get("feeds"), "feeds", ("feed", ""))
        examples = tuple(self._example(n) for n in self._list(values.get("examples"), "examples"))
        if self.problems:
            return None
        return Dossier(
            identifier, title or identifier, parties, MappingProxyType(issues), feeds, examples
        )

    def _example(self, node: yaml.Node) -> Example:
        if isinstance(node, yaml.ScalarNode):
            return Example(self._text(node, node, "text"))
        values = self._mapping(node, EXAMPLE_KEYS, "an example")
        text = self._text(values.get("text"), node, "text")
        party = values.get("party")
        name = self._text(party, node, "party") if party is not None else None
        if party is not None:
            self.lines.setdefault(("example", "", name or ""), party.start_mark.line + 1)
        return Example(
            text,
            name,
            self._one_of(values.get("issue"), node, ISSUES, "issue"),
            self._one_of(values.get("position"), node, POSITIONS, "position"),
        )

    def _one_of(
        self, node: yaml.Node | None, parent: yaml.Node, known: tuple[_Word, ...], what: str
    ) -> _Word | None:
        if node is None:
            return None
        text = self._text(node, parent, what)
        for word in known:
            if word == text:
                return word
        self._problem(node, f"unknown {what} {text!r}", _nearest(text, known))
        return None

    def _party(self, node: yaml.Node) -> DossierParty:
        if isinstance(node, yaml.ScalarNode):
            name = self._text(node, node, "name")
            self.lines["party", name, ""] = node.start_mark.line + 1
            return DossierParty(name)
        values = self._mapping(node, PARTY_KEYS, "a party")
        name = self._text(values.get("name"), node, "name")
        self.lines["party", name, ""] = node.start_mark.line + 1
        aliases = self._texts(values.get("aliases"), "aliases", ("alias", name))
        people = tuple(self._person(n, name) for n in self._list(values.get("people"), "people"))
        others = self._texts(values.get("counterparties"), "counterparties", ("counterparty", name))
        return DossierParty(name, aliases, people, others)

    def _person(self, node: yaml.Node, party: str) -> DossierPerson:
        if isinstance(node, yaml.ScalarNode):
            person = DossierPerson(self._text(node, node, "name"))
        else:
            values = self._mapping(node, PERSON_KEYS, "a person")
            role = values.get("role")
            person = DossierPerson(
                self._text(values.get("name"), node, "name"),
                self._text(role, node, "role") if role is not None else None,
            )
        self.lines["person", party, person.name] = node.start_mark.line + 1
        return person

    def _issues(self, node: yaml.Node | None) -> Iterator[tuple[Issue, tuple[str, ...]]]:
        known: dict[str, Issue] = {issue: issue for issue in ISSUES}
        for key, value in self._pairs(node, "issues"):
            if key.value in known:
                yield known[key.value], self._texts(value, key.value)
                continue
            self._problem(key, f"unknown issue {key.value!r}", _nearest(key.value, ISSUES))

    def _mapping(self, node: yaml.Node, keys: tuple[str, ...], what: str) -> dict[str, yaml.Node]:
        values: dict[str, yaml.Node] = {}
        for key, value in self._pairs(node, what):
            if key.value not in keys:
                self._problem(key, f"{what} has no key {key.value!r}", _nearest(key.value, keys))
            else:
                values[key.value] = value
        return values

    def _pairs(
        self, node: yaml.Node | None, what: str
    ) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
        if node is None or _is_null(node):
            return
        if not isinstance(node, yaml.MappingNode):
            self._problem(node, f"{what} is no mapping", 'write "key: value" lines')
            return
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._problem(key, f"{what} has a key that is no word", "use a plain word as key")
            elif key.value in seen:
                self._problem(key, f"{key.value!r} stands twice in {what}", "join the two")
            else:
                seen.add(key.value)
                yield key, value

    def _list(self, node: yaml.Node | None, what: str) -> list[yaml.Node]:
        if node is None or _is_null(node):
            return []
        if not isinstance(node, yaml.SequenceNode):
            self._problem(node, f"{what} is no list", 'put each entry on a line with "- "')
            return []
        return list(node.value)

    def _texts(
        self, node: yaml.Node | None, what: str, remember: tuple[str, str] | None = None
    ) -> tuple[str, ...]:
        texts: list[str] = []
        for item in self._list(node, what):
            text = self._text(item, item, f"an entry of {what}")
            texts.append(text)
            if remember:
                self.lines.setdefault((*remember, text), item.start_mark.line + 1)
        return tuple(texts)

    def _text(self, node: yaml.Node | None, parent: yaml.Node, what: str) -> str:
        if node is None:
            self._problem(parent, f"{what} is missing", f"add {what}: and a few words")
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self._problem(node, f"{what} is no text", "write it as one line of text")
            return ""
        text = " ".join(node.value.split())
        if not text or _is_null(node):
            self._problem(node, f"{what} is empty", "fill it in or remove it")
        return text

    def _problem(self, node: yaml.Node, message: str, remedy: str) -> None:
        self.problems.append(Problem(node.start_mark.line + 1, message, remedy))


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _nearest(word: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    names = ", ".join(known)
    return f"did you mean {near[0]!r}? Known: {names}" if near else f"use one of {names}"
