"""An article as one web page: marks and list agree, and it needs nobody else."""

import re

from lxml import html

from parley.render.page import COLOURS, article_page
from tests.fakes.positions import statement
from tests.fakes.reports import report
from wire import Candidate, Speaker, Statement

TEXT = "“We will never sign,” Ada Holm said.\n\nLater she said it was late <b>.\n"
FIRST = statement(
    "We will never sign",
    start=1,
    end=19,
    spans=((1, 19),),
    cue="said",
    cue_start=31,
    cue_end=35,
    speaker=Speaker(text="Ada Holm", start=22, end=30, name="Ada Holm", role="envoy"),
    confidence=0.9,
)
SECOND = statement(
    "it was late",
    kind="indirect",
    attribution="thought",
    start=53,
    end=64,
    spans=((53, 64),),
    speaker=Speaker(
        text="she", start=44, end=47, candidates=(Candidate(name="Ada Holm", probability=0.4),)
    ),
    party=None,
    confidence=0.4,
)


def page_of(*statements: Statement, text: str = TEXT, title: str = "Norland says no") -> str:
    return article_page(report(text, title), list(statements))


def test_the_text_is_whole_and_its_places_are_marked() -> None:
    tree = html.fromstring(page_of(FIRST, SECOND))
    for hidden in tree.xpath("//*[@class='card'] | //section[@class='text']//sup"):
        hidden.drop_tree()
    (text,) = tree.xpath("//section[@class='text']")
    assert " ".join(text.text_content().split()) == " ".join(TEXT.split())
    marked = {a.get("class"): a.text_content() for a in text.xpath(".//a")}
    assert marked == {
        "said direct s1 w0": "We will never sign",
        "speaker s1 w0": "Ada Holm",
        "cue s1 w0": "said",
        "speaker s2 w1": "she",
        "said indirect s2 w1": "it was late",
    }


def test_every_link_leads_to_a_place_of_the_page() -> None:
    tree = html.fromstring(page_of(FIRST, SECOND))
    targets = {a.get("href") for a in tree.xpath("//a")}
    assert targets == {"#n1", "#n2", "#s1", "#s2"}
    for target in targets:
        assert len(tree.xpath("//*[@id=$name]", name=target[1:])) == 1


def test_what_was_read_is_told_beside_the_text_and_on_the_place() -> None:
    tree = html.fromstring(page_of(FIRST, SECOND))
    first, second = (" ".join(li.itertext()) for li in tree.xpath("//li"))
    for words in ("Ada Holm, envoy", "90%", "direct", "Norland → Sudland", "-2 rejects", "talks"):
        assert words in first
    assert "indirect, thought" in second
    assert "perhaps: Ada Holm 40%" in " ".join(second.split())
    (card,) = tree.xpath("//a[@class='said direct s1 w0']/*[@class='card']")
    assert "confidence: 90%" in card.text_content()


def test_the_page_asks_nobody_for_anything_and_runs_nothing() -> None:
    hostile = "<script>alert(1)</script> “We will never sign,” \u202e Ada Holm said."
    made = page_of(statement(), text=hostile, title='"><img src=x onerror=y>')
    tree = html.fromstring(made)
    assert not tree.xpath("//script | //img | //link | //iframe | //@onerror | //@src")
    assert "\u202e" not in made
    assert re.search(r"url\(|@import|https?://", made) is None


def test_speakers_keep_their_colour_and_colours_come_round() -> None:
    many = [statement(speaker=Speaker(name=f"Speaker {n}")) for n in range(COLOURS + 1)]
    tree = html.fromstring(page_of(*many, statement(speaker=Speaker(name="speaker 3"))))
    colours = [li.get("class").split()[-1] for li in tree.xpath("//li")]
    assert colours == [*(f"w{n}" for n in range(COLOURS)), "w0", "w3"]


def test_nothing_said_is_a_page_too() -> None:
    tree = html.fromstring(page_of(text="Rain fell.", title=""))
    assert tree.findtext(".//title") == "Statements"
    assert "Rain fell." in tree.text_content()
    assert "0 statements" in tree.text_content()
