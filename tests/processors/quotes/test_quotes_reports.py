"""The golden reports: what a careful reader attributes, against what is found."""

import unicodedata
from functools import cache

import pytest

from processors.extraction import Extractor
from processors.quotes import Quotation, find_quotations
from processors.syntax import Parser
from tests.fakes.reports import report
from tests.golden.reports import REPORTS, Said


def words(text: str, quotation: Quotation) -> str:
    return " … ".join(text[a:b] for a, b in quotation.spans)


def seen(text: str, quotation: Quotation, expected: Said) -> Said:
    """What was found, with the fields left open that the reader leaves open."""
    who = quotation.speaker
    found = Said(
        words(text, quotation),
        quotation.cue.text if quotation.cue else None,
        who.text if who else None,
        who.name or (who.text if expected.name == who.text else None) if who else None,
        quotation.kind,
        quotation.attribution,
        who.role if who else None,
        who.affiliation if who else None,
        who.anonymous if who else False,
        who.via if who else None,
        quotation.utterance,
    )
    return Said(*(... if e is ... else f for f, e in zip(found, expected, strict=True)))


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_read_as_by_a_careful_reader(parser: Parser, name: str) -> None:
    text, expected, spoiled = REPORTS[name]
    found = [q for q in find_quotations(parser.parse(text)) if q.start >= len(spoiled)]
    assert len(found) == len(expected), [words(text, q) for q in found]
    assert [seen(text, q, e) for q, e in zip(found, expected, strict=True)] == list(expected)


@cache
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_read_alike_in_every_normal_form(name: str) -> None:
    """Composed or decomposed: the same statements, whose pieces are the text's own."""
    text = REPORTS[name].text
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    first, second = (extractor().quotes(report(form)) for form in (composed, decomposed))
    assert [s.id for s in first] == [s.id for s in second]
    for statement in second:
        assert statement.text == " … ".join(decomposed[a:b] for a, b in statement.spans)
        assert unicodedata.is_normalized("NFD", statement.text)
        if statement.cue_start is not None:
            assert decomposed[statement.cue_start : statement.cue_end] == statement.cue
        who = statement.speaker
        if who is not None and who.start is not None:
            assert decomposed[who.start : who.end] == who.text
