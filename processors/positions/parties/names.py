"""Names of parties in runs of capitalised words: known names, institutions, offices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from processors.positions.parties.article_words import ArticleWords
from processors.positions.parties.gazetteer import Gazetteer, How, Kind, Known
from processors.positions.parties.lexicon import kinds, words
from processors.positions.parties.mention import PartyMention
from processors.positions.parties.offices import ANY_OFFICES, STATE_OFFICES, is_state_office
from processors.positions.parties.runs import Run, kind_of_head

_ANAPHORS = kinds("anaphors")
STATE_BODIES = words("state_bodies")
CONTEXT_BODIES = words("context_bodies")
_GEOGRAPHY = words("not_organisations")
_DIRECTIONS = words("directions")
_BODY_WORDS = words("body_words")
_STATE_BODY_HEADS = words("state_body_heads")
_UNIQUE_OFFICES = kinds("unique_offices")
_PREFIXES = kinds("organisation_prefixes")
_REGIONAL = frozenset({"governor", "premier"})
_PLACE_WORDS = frozenset(
    [
        "in",
        "at",
        "near",
        "across",
        "inside",
        "outside",
        "around",
        "throughout",
        "within",
        "into",
        "via",
        "through",
    ]
)
_MOTION = words("motion")


@dataclass(frozen=True, slots=True)
class Pending:
    """An institution or office whose state is not named beside it. Words `[first, last)`."""

    first: int
    last: int
    how: How
    office: str


@dataclass(frozen=True, slots=True)
class Anaphor:
    """The words "the union" point back to an organisation of this kind. Words `[first, last)`."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A capitalised run that no list knows. `kind` where its head word tells it."""

    run: Run
    kind: Kind | None


Found = PartyMention | Pending | Unknown | Anaphor


def read_run(article: ArticleWords, run: Run, gazetteer: Gazetteer) -> Iterator[Found]:
    """What a run names: mentions of known parties, institutions still to be resolved, unknowns."""
    known = list(_known_in(article, run, gazetteer))
    if len(known) == 1 and known[0][:2] == (run.first, run.last):
        yield _mention(article, *known[0])
        return
    office = _office_end(article, run)
    if office:
        yield from _title(article, run, known, office)
        return
    body = _body(article, run)
    if body or _led_by_state(article, run, known):
        yield from _read_body(article, run, known, body)
        return
    yield from _other(article, run, known)


def _read_body(
    article: ArticleWords, run: Run, known: list[tuple[int, int, Known]], body: str
) -> Iterator[Found]:
    own = [found for found in known if found[0] <= run.head < found[1]]
    states = [found for found in known if found[2].form != "metonym" or len(known) == 1]
    after_head = [found for found in states if found[0] > run.head and found[2].kind == "state"]
    if after_head:
        yield _span(article, run.first, run.last, after_head[0][2], "institution")
    elif own:
        yield _mention(article, *own[0])
    elif states:
        yield _span(article, run.first, run.last, states[0][2], "institution")
    elif (body in CONTEXT_BODIES or article.low(run.head) == "ministry") and _generic(article, run):
        yield Pending(run.first, run.last, "institution", body)
    else:
        kind = kind_of_head(article.low(run.head))
        yield Unknown(run, as_kind(kind) if kind and run.last - run.first > 1 else None)


def _generic(article: ArticleWords, run: Run) -> bool:
    """Whether any state may have a body of this name ("Defence Ministry", no "Shan State Army")."""
    ministry = article.low(run.head) == "ministry"
    return ministry or all(article.low(i) in _BODY_WORDS for i in range(run.first, run.last))


def _led_by_state(article: ArticleWords, run: Run, known: list[tuple[int, int, Known]]) -> bool:
    """As in "Israel Defense Forces", "United States Postal Service"."""
    first = known[0] if known else None
    return (
        first is not None
        and first[0] == run.first
        and first[2].kind == "state"
        and first[2].form != "metonym"
        and article.low(run.head) in _STATE_BODY_HEADS
        and not first[1] > run.head
    )


def _other(article: ArticleWords, run: Run, known: list[tuple[int, int, Known]]) -> Iterator[Found]:
    single = run.last - run.first == 1
    prefix = None if single else _PREFIXES.get(article.low(run.first))
    kind = kind_of_head(article.low(run.head)) or prefix
    if single and article.low(run.first) in _ANAPHORS and not known:
        yield Anaphor(run.first, run.last, _ANAPHORS[article.low(run.first)])
        return
    covered = any(first <= run.head < last for first, last, _ in known)
    if kind and not single and not covered:
        if known and known[0][2].kind in ("group", "union", "company") and known[0][0] == run.first:
            yield _span(article, run.first, run.last, known[0][2], "institution")
        else:
            yield Unknown(run, as_kind(kind))
        return
    if article.low(run.head) in _GEOGRAPHY and not covered:
        return
    ends, starts = {found[1] for found in known}, {found[0] for found in known}
    kept = [f for f in known if f[1] in starts or _stands_alone(article, run, f, f[0] in ends)]
    for found in kept:
        yield _mention(article, *found)
    if not known or (not kept and not single):
        yield Unknown(run, None)


def as_kind(kind: str | None) -> Kind:
    """The kind of a party from a lexicon's word; an organisation where it says no more."""
    kinds: dict[str, Kind] = {
        "group": "group",
        "union": "union",
        "company": "company",
        "party": "party",
        "movement": "movement",
    }
    return kinds.get(kind or "", "organisation")


def _known_in(
    article: ArticleWords, run: Run, gazetteer: Gazetteer
) -> Iterator[tuple[int, int, Known]]:
    index = run.first
    while index < run.last:
        found = gazetteer.at(article.keys, index)
        if found is None:
            index += 1
            continue
        size, known = found
        if article.gap(index + size - 1).startswith("$"):
            index += size
            continue
        yield index, index + size, known
        index += size


def _stands_alone(
    article: ArticleWords, run: Run, found: tuple[int, int, Known], described: bool
) -> bool:
    """Whether a known name inside a longer run means the party and is no part of another name.

    `described`: the words before it in the run are a known name too ("Sudanese Rapid ...").
    """
    first, last, known = found
    before = article.low(first - 1) if first > run.first else ""
    after = article.words[last] if last < run.last else None
    if before in _DIRECTIONS and article.words[first - 1].capital and known.kind == "state":
        return False
    if known.form == "demonym":
        return not (after is not None and last + 1 == run.last and not after.glued_before)
    glued = article.words[first].glued_before or (after is not None and after.glued_before)
    if glued:
        return not known.shared
    return after is None and (first == run.first or described)


def _office_end(article: ArticleWords, run: Run) -> int:
    """The word after the last word of an office in the run ("Foreign Minister|"), 0 = none."""
    for index in range(run.last - 1, run.first - 1, -1):
        low = article.low(index)
        pair = f"{article.low(index - 1)} {low}" if index > run.first else ""
        if (
            low in STATE_OFFICES
            or pair in STATE_OFFICES
            or low in ANY_OFFICES - {"office", "board"}
        ):
            if low in ("cabinet", "staff", "side", "team", "service", "embassy", "committee"):
                continue
            if low in ("bureau", "wing", "head", "official", "delegation", "mission"):
                continue
            return index + 1
    return 0


def _title(
    article: ArticleWords, run: Run, known: list[tuple[int, int, Known]], office_end: int
) -> Iterator[Found]:
    before = [found for found in known if found[0] < office_end]
    office = " ".join(article.low(i) for i in range(run.first, office_end))
    after = [found for found in known if found[0] >= office_end]
    beside = bool(before) and before[0][1] == office_end - 1
    region = _region_before(article, run, office_end) if not beside else None
    unique = _UNIQUE_OFFICES.get(article.low(office_end - 1))
    if unique:
        yield _span(article, run.first, run.last, Known(unique, "state", "name"), "office")
    elif region is not None:
        yield _span(article, run.first, run.last, Known(region, "state", "name"), "office")
    elif before:
        yield _span(article, run.first, run.last, before[0][2], "office")
    elif after and article.low(after[0][0] - 1) in ("of", "the"):
        yield _span(article, run.first, run.last, after[0][2], "office")
    elif is_state_office(office) or office == "president":
        yield Pending(run.first, run.last, "office", office)


def _region_before(article: ArticleWords, run: Run, office_end: int) -> str | None:
    """The province in "Ontario Premier Doug Ford"."""
    office = office_end - 1
    if article.low(office) not in _REGIONAL or office == run.first:
        return None
    if any(article.low(i) in ANY_OFFICES | {"former", "acting"} for i in range(run.first, office)):
        return None
    return article.text[article.words[run.first].start : article.words[office - 1].end]


def _body(article: ArticleWords, run: Run) -> str:
    head = article.low(run.head)
    pair = f"{article.low(run.head - 1)} {head}" if run.head > run.first else ""
    if pair in STATE_BODIES:
        return pair
    return (
        head if head in STATE_BODIES and head not in ("side", "team", "forces", "revenue") else ""
    )


def _span(article: ArticleWords, first: int, last: int, known: Known, how: How) -> PartyMention:
    start, end = article.words[first].start, article.words[last - 1].end
    return PartyMention(start, end, article.text[start:end], known.party, how, known.kind)


def _mention(article: ArticleWords, first: int, last: int, known: Known) -> PartyMention:
    how: How = known.form
    start, end = article.words[first].start, article.words[last - 1].end
    if (
        known.form == "name"
        and known.party != article.text[start:end]
        and article.text[start:end].isupper()
    ):
        how = "abbreviation"
    joined = article.words[last - 1].glued_after and last < len(article.words)
    beside = joined and not article.words[last].capital
    if beside or (
        known.kind in ("state", "bloc", "group") and _is_place(article, first, last, known)
    ):
        how = "place"
    seat = known.form == "metonym"
    return PartyMention(start, end, article.text[start:end], known.party, how, known.kind, seat)


def _is_place(article: ArticleWords, first: int, last: int, known: Known) -> bool:
    if known.form == "demonym" or (known.form == "name" and known.kind != "state"):
        return False
    before = first - 1
    while article.low(before) in _DIRECTIONS or article.low(before) == "the":
        before -= 1
    near = before >= 0 and article.sentence[before] == article.sentence[first]
    word = article.low(before) if near and not article.gap(before).strip() else ""
    if word in _PLACE_WORDS:
        return not article.words[last - 1].possessive
    if known.form != "metonym":
        return is_dateline(article, first) or _after_dateline(article, first)
    if word in ("to", "from", "for", "of", "between") and article.low(before - 1) in _MOTION:
        return True
    if word in ("capital", "city", "visit", "visited", "outside", "leave", "left", "reached"):
        return True
    return is_dateline(article, first) or _followed_by_state(article, last)


def is_dateline(article: ArticleWords, first: int) -> bool:
    """Whether the word opens its paragraph as the place of the report ("GENEVA, May 4 (…) -")."""
    if first and article.paragraph[first] == article.paragraph[first - 1]:
        return False
    start = article.words[first].start
    opening = article.text[start : start + 60].split("\n", 1)[0]
    if article.words[first].text.isupper() and len(article.words[first].text) > 3:
        return True
    head = re.split(r" - |\s*[–—]|\(", opening, maxsplit=1)[0]
    return len(head) < min(36, len(opening)) and len(head.split()) <= 5


def _after_dateline(article: ArticleWords, first: int) -> bool:
    """As in "PORT TALWYN, Wales (Wire) -": the state named with the place of the report."""
    opening = first
    while (
        opening
        and first - opening <= 4
        and article.paragraph[opening - 1] == article.paragraph[first]
    ):
        opening -= 1
    if not 0 < first - opening <= 4 or article.gap(first - 1) != ", ":
        return False
    return all(article.words[i].text.isupper() for i in range(opening, first))


def _followed_by_state(article: ArticleWords, last: int) -> bool:
    return (
        article.gap(last - 1) == ", " and last < len(article.words) and article.words[last].capital
    )
