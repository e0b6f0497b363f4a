"""News that nobody reported, in any number: articles, statements and shifts of invented parties.

The same seed gives the same news. A few parties and outlets have most of it, as in the world. It is
there to be stored and looked at, not to be read: nothing is extracted from it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Literal, get_args

import msgspec

from wire import Article, Evidence, Outlet, Shift, Source, Speaker, Statement
from wire.ids import article_id, content_hash, shift_id, statement_id
from wire.vocabulary import ISSUES, MOVES, Issue, StatementKind

SEED = 20_260_104
BEGIN = datetime(2025, 1, 4, tzinfo=UTC)
SPAN = timedelta(days=600)
SENTENCES, WORDS = 18, 14
"""Of one article: about 250 words, a short report."""


def _split(words: str) -> list[str]:
    return words.split()


FIRST = _split("Ar Bel Cor Dun El Far Gor Hal Is Jor Kel Lor Mar Nor Or Pel Quor Ros Sel Tor")
LAST = _split("avia mark stan land onia")
PARTIES = [first + last for last in LAST for first in FIRST][:80]
GIVEN = _split("Ada Boris Clara Dario Edda Farid Greta Hugo Ilse Janek Kaya Leif Mina Noor Otto")
FAMILY = [f"{first}{last}" for first in FIRST for last in ("ens", "ova", "idis", "berg", "inen")]
ROLES = ("foreign minister", "spokesman", "envoy", "president", "chief negotiator", None)
OUTLETS = [f"The {first} {kind}" for kind in ("Post", "Herald", "Times") for first in FIRST]
COMMON = _split(
    "the a of to in that it and for with on by at from as after before will would not"
    " said says told officials delegation government ministry capital week month day new"
    " last two three"
)
RARE = _split(
    "talks tariff ceasefire border ready reject offer sign treaty water grain prisoner"
    " release condition guarantee sanction lift impose meeting round summit deal draft"
    " clause corridor convoy mediator withdrawal deadline monitor observer quota licence"
    " embargo harbour pipeline airspace reactor inspection enrichment amnesty exchange"
    " referendum autonomy frontier dam"
)
KINDS: tuple[StatementKind, ...] = get_args(StatementKind)
STANCES: tuple[int | None, ...] = (-2, -1, -1, 0, 1, 1, 2, None)


@dataclass(frozen=True)
class Report:
    """An article with what is said in it."""

    article: Article
    statements: tuple[Statement, ...]


class Newsroom:
    """Makes reports, evenly over `SPAN`, and the shifts that they show."""

    def __init__(self, articles: int, statements: int, shifts: int, seed: int = SEED) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - not for secrets
        self._articles, self._statements, self._shifts = articles, statements, shifts
        self._ranks: dict[int, list[float]] = {}

    def reports(self) -> Iterator[Report]:
        """All articles with their statements, the oldest first."""
        for number in range(self._articles):
            at = BEGIN + SPAN * number / self._articles
            share = self._statements * (number + 1) // self._articles
            yield self._report(number, at, share - self._statements * number // self._articles)

    def edited(self, report: Report) -> Report:
        """The same article with a sentence more and another word, two hours later."""
        old = report.article
        text = f"{old.text}\n{self._sentence()}".replace(" week ", " month ", 1)
        article = _fetched(old, text, old.fetched_at + timedelta(hours=2), old.version + 1)
        return Report(article, report.statements[:-1])

    def shifts(self, reports: list[Report]) -> Iterator[Shift]:
        """Shifts whose evidence stands in the reports."""
        said = [(report, each) for report in reports for each in report.statements if each.issue]
        step = max(1, len(said) // max(1, self._shifts))
        for number in range(min(self._shifts, len(said))):
            report, after = said[number * step]
            earlier, before = said[max(0, number * step - 40)]
            yield self._shift((earlier.article, before), (report.article, after))

    def _report(self, number: int, at: datetime, statements: int) -> Report:
        outlet = self._skewed(OUTLETS)
        domain = outlet.lower().removeprefix("the ").replace(" ", "-") + ".example"
        identity = f"guid:{number}"
        name = article_id(domain, identity, at)
        sentences = [self._sentence() for _ in range(SENTENCES)]
        text = "".join(
            sentence + ("\n" if place % 3 == 2 else " ") for place, sentence in enumerate(sentences)
        ).rstrip()
        article = Article(
            id=name,
            version=1,
            identity=identity,
            feed=f"https://{domain}/feed",
            outlet=Outlet(name=outlet, domain=domain),
            url=f"https://{domain}/{number}",
            title=self._words(8).capitalize(),
            text=text,
            published_claimed=f"{at:%a, %d %b %Y %H:%M:%S} GMT",
            published_at=at,
            published_trusted=True,
            first_seen_at=at + timedelta(minutes=3),
            fetched_at=at + timedelta(minutes=3),
            content_hash="",
            signature="",
            stamps=self._stamps(at),
        )
        article = _fetched(article, text, article.fetched_at, 1)
        places = self._chance.sample(range(SENTENCES), min(statements, SENTENCES))
        made, start = [], 0
        for place, sentence in enumerate(sentences):
            if place in places:
                made.append(self._statement(article, sentence, start))
            start += len(sentence) + 1
        return Report(article, tuple(made))

    def _stamps(self, at: datetime) -> dict[str, datetime]:
        extracted = at + timedelta(minutes=3, seconds=self._chance.expovariate(0.5))
        return {"extracted": extracted, "stored": extracted + timedelta(milliseconds=8)}

    def _statement(self, article: Article, sentence: str, start: int) -> Statement:
        party, counterparty = self._skewed(PARTIES), self._skewed(PARTIES)
        name = f"{self._skewed(GIVEN)} {self._skewed(FAMILY)}"
        end = start + len(sentence)
        return Statement(
            id=statement_id(article.id, sentence, 0),
            article_id=article.id,
            start=start,
            end=end,
            spans=((start, end),),
            text=sentence,
            kind=self._chance.choice(KINDS),
            cue="said",
            speaker=Speaker(text=name, name=name, role=self._chance.choice(ROLES)),
            party=party,
            counterparties=(counterparty,) if counterparty != party else (),
            issue=self._issue(),
            move=self._chance.choice(MOVES),
            stance=self._chance.choice(STANCES),
            at=article.first_seen_at,
            outlet=article.outlet.name,
            title=article.title,
            url=article.url,
        )

    def _issue(self) -> Issue:
        return self._chance.choice(ISSUES)

    def _shift(self, before: tuple[Article, Statement], after: tuple[Article, Statement]) -> Shift:
        direction: Literal["hardening", "softening"]
        direction = "hardening" if self._chance.random() < 0.6 else "softening"
        article, said = after
        assert said.issue is not None
        party = said.party or PARTIES[0]
        return Shift(
            id=shift_id(party, said.issue, said.counterparties, direction, said.id),
            party=party,
            counterparties=said.counterparties,
            issue=said.issue,
            direction=direction,
            at=said.at,
            before=_evidence(*before, stance=1 if direction == "hardening" else -1),
            after=_evidence(*after, stance=-2 if direction == "hardening" else 2),
            confidence=round(self._chance.uniform(0.3, 0.95), 2),
            independent_sources=1,
            sources=(
                Source(
                    article_id=article.id,
                    outlet=article.outlet.name,
                    title=article.title,
                    url=article.url,
                    at=said.at,
                    cluster="1",
                ),
            ),
            status="confirmed" if self._chance.random() < 0.5 else "provisional",
            why=f"{party} said one thing on {said.issue} and now says another.",
        )

    def _skewed(self, values: list[str]) -> str:
        size = len(values)
        if size not in self._ranks:
            self._ranks[size] = list(accumulate(1 / (rank + 2) for rank in range(size)))
        return self._chance.choices(values, cum_weights=self._ranks[size])[0]

    def _words(self, number: int) -> str:
        return " ".join(
            self._chance.choice(COMMON if self._chance.random() < 0.6 else RARE)
            for _ in range(number)
        )

    def _sentence(self) -> str:
        return f"{self._words(WORDS).capitalize()} {self._chance.randrange(10_000)}."


def _fetched(article: Article, text: str, at: datetime, version: int) -> Article:
    return msgspec.structs.replace(
        article,
        text=text,
        fetched_at=at,
        version=version,
        content_hash=content_hash(article.title, text),
    )


def _evidence(article: Article, said: Statement, *, stance: int) -> Evidence:
    return Evidence(
        statement_id=said.id,
        article_id=article.id,
        at=said.at,
        stance=stance,
        move=said.move,
        kind=said.kind,
        quote=said.text,
        speaker=said.speaker.name if said.speaker else None,
        role=said.speaker.role if said.speaker else None,
        title=article.title,
        url=article.url,
        outlet=article.outlet.name,
    )
