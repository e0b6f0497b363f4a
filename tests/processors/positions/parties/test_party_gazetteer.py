"""The bundled names: complete, one meaning each, canonical as the rest of the program expects."""

import pycountry
import pytest

from processors.positions.parties.gazetteer import FILES, Gazetteer, Known, known_names
from processors.positions.parties.lexicon import kinds, lines, words

GAZETTEER = Gazetteer(known_names())
NOT_PARTIES = {
    "AQ", "BV", "TF", "HM", "IO", "UM", "GS", "SJ", "AX", "BL", "MF", "BQ", "CC", "CX", "NF", "PN",
    "RE", "YT", "GF", "GP", "MQ", "PM", "WF", "SH", "TK", "GG", "JE", "IM", "FK", "KY", "VG", "VI",
    "TC", "MS", "AI", "BM", "AS", "GU", "MP", "AW", "CW", "SX", "PF",
}  # fmt: skip
"""Territories without a voice of their own in the news; they may be added to the list at will."""
COMMON = {"FM": "Micronesia", "PS": "Palestinian Authority", "VA": "Holy See", "CD": "DR Congo"}


STATES = [c for c in pycountry.countries if c.alpha_2 not in NOT_PARTIES]


@pytest.mark.parametrize("country", STATES, ids=lambda c: c.alpha_2)
def test_every_state_of_iso_3166_is_known(country: object) -> None:
    code = getattr(country, "alpha_2", "")
    names = [
        getattr(country, "common_name", ""),
        getattr(country, "name", ""),
        COMMON.get(code, ""),
    ]
    names += [name.split(",")[0] for name in names]
    assert any(GAZETTEER.exactly(name) for name in names if name), names


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Bogotá", "Colombia"),
        ("Bogota", "Colombia"),
        ("U.S.", "United States"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("Cote d'Ivoire", "Ivory Coast"),
        ("Kremlin", "Russia"),
        ("Brussels", "European Union"),
        ("European Commission", "European Union"),
        ("ICRC", "International Committee of the Red Cross"),
        ("IDF", "Israel"),
        ("March 23 Movement", "M23"),
        ("DR Congo", "Democratic Republic of the Congo"),
        ("Türkiye", "Turkey"),
    ],
)
def test_names_lead_to_the_canonical_one(name: str, party: str) -> None:
    known = GAZETTEER.exactly(name)
    assert known is not None
    assert known.party == party


def test_case_tells_a_name_from_a_word() -> None:
    assert GAZETTEER.exactly("us") is None
    assert GAZETTEER.exactly("turkey") is None
    assert GAZETTEER.exactly("") is None
    assert GAZETTEER.exactly("Brazil nuts") is None


def test_a_dateline_city_is_known_in_capitals() -> None:
    assert GAZETTEER.seat("BRASÍLIA") == "Brazil"
    assert GAZETTEER.seat("Springfield") is None


def test_the_longest_name_wins() -> None:
    keys = ["South", "Sudan", "Front"]
    found = GAZETTEER.at(keys, 0)
    assert found is not None
    assert (found[0], found[1].party) == (2, "South Sudan")
    assert GAZETTEER.at(keys, 2) is None


def test_a_later_name_wins_over_a_bundled_one() -> None:
    ours = Known("Our Front", "group", "name")
    assert Gazetteer([*known_names(), ("FARC", ours)]).exactly("FARC") == ours


def test_no_name_of_one_file_has_two_meanings() -> None:
    seen: dict[str, str] = {}
    for name, known in known_names():
        before = seen.setdefault(name, known.party)
        assert before == known.party, f"{name!r} is {before!r} and {known.party!r}"


def test_every_line_of_the_data_is_well_formed() -> None:
    for file, _ in FILES:
        for line in lines(file):
            fields = line.split("|")
            assert fields[0].strip(), line
            assert len(fields) <= 4, line


def test_the_lexicon_has_words_and_kinds() -> None:
    assert "prime minister" in words("state_offices")
    assert kinds("organisation_heads")["front"] == "group"
    assert "co ordinator" in words("any_offices")
    with pytest.raises(KeyError):
        words("no such section")
