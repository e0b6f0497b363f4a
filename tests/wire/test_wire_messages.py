"""Messages survive the wire, match their schemas, and old and new programs read each other."""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from tests.wire.samples import (
    ARTICLE,
    POSITION,
    POSITIONS,
    READING,
    SAMPLES,
    SHIFT,
    STATEMENT,
    VERDICT,
)
from wire import codec, json_schema, topics
from wire.article import Article
from wire.reading import LateRevision, Reading, read_in
from wire.shift import Shift

GOLDEN = Path(__file__).parents[1] / "golden" / "messages"
KINDS = sorted(json_schema.KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_round_trip(kind: str) -> None:
    sample = SAMPLES[kind]
    assert codec.decode(codec.encode(sample), json_schema.KINDS[kind]) == sample


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_sample_is_set(kind: str) -> None:
    """A golden message that leaves a field at its default would not notice a renamed field."""
    sample = SAMPLES[kind]
    left = [
        field.name
        for field in msgspec.structs.fields(sample)
        if field.default is not msgspec.NODEFAULT
        and getattr(sample, field.name) == field.default
        and field.name
        not in {"removed", "schema", "language", "attribution", "version", "anonymous", "own_words"}
        and field.name != "subject_version"
    ]
    assert left == []


@pytest.mark.parametrize("kind", KINDS)
def test_committed_schema_is_current(kind: str) -> None:
    committed = (json_schema.FOLDER / f"{kind}.json").read_text(encoding="utf-8")
    assert committed == json_schema.rendered(kind), "run: python -m wire.json_schema"


@pytest.mark.parametrize("kind", KINDS)
def test_message_matches_its_schema(kind: str) -> None:
    message = json.loads(codec.encode(SAMPLES[kind]))
    jsonschema.Draft202012Validator(json_schema.schema_of(kind)).validate(message)
    del message["id"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_schema.schema_of(kind)).validate(message)


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.name)
def test_golden_messages_are_still_read(golden: Path) -> None:
    """Golden files are named KIND.SCHEMA.json, are never changed, and are read for ever."""
    kind = golden.name.split(".")[0]
    message = codec.decode(golden.read_bytes(), json_schema.KINDS[kind])
    known = json.loads(golden.read_bytes())
    written = json.loads(codec.encode(message))
    assert {name: written[name] for name in known} == known


def test_each_kind_has_a_golden_message_of_each_schema() -> None:
    expected = {f"{kind}.{n}.json" for kind in KINDS for n in range(1, codec.SCHEMA + 1)}
    assert {path.name for path in GOLDEN.glob("*.json")} == expected


def test_an_older_program_reads_a_message_with_a_field_it_does_not_know() -> None:
    message = json.loads(codec.encode(SHIFT)) | {"from_the_future": [1, 2]}
    assert codec.decode(json.dumps(message).encode(), Shift) == SHIFT


def test_a_newer_schema_is_refused_with_what_to_do() -> None:
    message = json.loads(codec.encode(ARTICLE)) | {"schema": codec.SCHEMA + 1}
    with pytest.raises(codec.NewerSchema, match="update Parley"):
        codec.decode(json.dumps(message).encode(), Article)
    message["text"] = ["a", "shape", "of", "tomorrow"]
    with pytest.raises(codec.NewerSchema, match="update Parley"):
        codec.decode(json.dumps(message).encode(), Article)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"schema":"x"}', b'{"id":"a"}', b"{}" * 2]
)
def test_what_is_no_message_is_malformed(data: bytes) -> None:
    with pytest.raises(codec.Malformed, match="Article"):
        codec.decode(data, Article)


def test_shift_says_from_and_to_on_the_wire() -> None:
    message = json.loads(codec.encode(SHIFT))
    assert message["from"]["presupposed"] is True
    assert message["to"]["quote"] == "No talks today"
    assert "before" not in message


def test_keys_place_what_belongs_together_together() -> None:
    assert {topics.key_of(each) for each in (ARTICLE, READING, STATEMENT)} == {ARTICLE.id}
    assert {topics.key_of(each) for each in (POSITION, POSITIONS, SHIFT, VERDICT)} == {
        "Ruritania|talks"
    }


def test_a_reading_tells_what_was_read() -> None:
    gone = msgspec.structs.replace(STATEMENT, id="2026-05-gone", removed=True)
    newest = Reading(id=ARTICLE.id, version=2, article=ARTICLE, statements=(gone, STATEMENT))
    assert read_in(newest) == (ARTICLE, (STATEMENT,))
    older = msgspec.structs.replace(ARTICLE, version=1)
    late = LateRevision(article=older, statements=(gone,))
    assert read_in(msgspec.structs.replace(newest, late=late)) == (older, (gone,))
