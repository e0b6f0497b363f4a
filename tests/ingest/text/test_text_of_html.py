import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text import clean, html_to_text, language_of
from ingest.text.clean import scrub
from ingest.text.decode import charset_of, decode

MARKS = "“”‘’\"'«»„‚‹›"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("  \n ", ""),
        ("Plain text.", "Plain text."),
        ("Plain\nlines  here\n\n\n and a paragraph", "Plain\nlines here\n\nand a paragraph"),
        ("a < b and c > d", "a < b and c > d"),
        ("Tom &amp; Ann", "Tom & Ann"),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<p>One.<p>Two.", "One.\n\nTwo."),
        ("<div><div>One.</div></div>Two.", "One.\n\nTwo."),
        ("One.<br>Two.<br/><br />Three.", "One.\nTwo.\n\nThree."),
        ("One.<br> \n <br>Two.", "One.\n\nTwo."),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<p>w<b>or</b>d <i>x</i>, y</p>", "word x, y"),
        (
            "<p>&ldquo;No,&rdquo; he said. It&rsquo;s &quot;late&quot;.</p>",
            '“No,” he said. It’s "late".',
        ),
        ("<p>&#147;Windows&#148; &#8220;too&#8221;</p>", "“Windows” “too”"),
        ("<p>He said <q>no <b>way</b></q>.</p>", "He said “no way”."),
        ("<p>a<script>var x = '“';</script>b<style>p{}</style></p>", "ab"),
        ("<p>a<!-- “hidden” -->b</p>", "ab"),
        ("<figure><img><figcaption>Photo: A. B.</figcaption></figure><p>Text.</p>", "Text."),
        ("<p>Soft\u00adly, <b>\ufeffnow</b>\u00a0then</p>", "Softly, now then"),
        ("<p>nested <p>broken</div></b> markup", "nested\n\nbroken markup"),
        ("<![CDATA[x]]><p>y</p>", "y"),
        ("<?xml version='1.0' encoding='utf-16'?><p>“é”</p>", "“é”"),
        ("<p>End.</p><p>The post End appeared first on Some Site.</p>", "End."),
        ("<p>End.</p><p>Continue reading...</p>", "End."),
        ("<p>\u202e“right to left”\u202c \U0001f469\u200d\U0001f467 e\u0301</p>", None),
    ],
)
def test_markup_becomes_text(source: str, text: str | None) -> None:
    found = html_to_text(source)
    if text is None:
        assert found == source[3:-4]
    else:
        assert found == text


def test_text_below_any_depth_is_found() -> None:
    assert html_to_text("<div>" * 30_000 + "deep “down”") == "deep “down”"
    assert html_to_text("<b>" * 100 + "x" + "</b>" * 100) == "x"


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="<>&"),
    max_size=30,
)


@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "b", "div", "blockquote", "span"]), words), max_size=12
    )
)
def test_every_quotation_mark_is_kept(pieces: list[tuple[str, str]]) -> None:
    marked = [(tag, f'“{text}” ‘x’ "y"') for tag, text in pieces]
    source = "".join(f"<{tag}>{text}</{tag}>" for tag, text in marked)
    found = html_to_text(source)
    wanted = Counter(each for _, text in marked for each in clean(text) if each in MARKS)
    assert Counter(each for each in found if each in MARKS) == wanted


@given(st.text(max_size=300))
def test_any_text_is_survived_and_tidy(source: str) -> None:
    found = html_to_text(source)
    assert found == found.strip()
    assert not re.search(r"\n{3,}|[\x00-\x08\ud800-\udfff]", found)
    found.encode("utf-8")


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<br>", "“", "a", " ", "<!--", "-->", "<q>", "</q>", "&"])
    )
)
def test_any_markup_is_survived(pieces: list[str]) -> None:
    html_to_text("".join(pieces)).encode("utf-8")


# Clean


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        ("â€œNo,â€\x9d he said", "“No,” he said"),
        ("itâ€™s â€” late â€¦", "it’s — late …"),
        ("\x93No\x94 it\x92s", "“No” it’s"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("château fâché", "château fâché"),
        ("\ud83d lone", "\ufffd lone"),
        ("nul\x00 bell\x07", "nul  bell "),
    ],
)
def test_damage_is_repaired(damaged: str, repaired: str) -> None:
    assert clean(damaged) == repaired


@given(st.text(st.characters(), max_size=100))
def test_scrubbing_keeps_offsets_and_gives_what_can_be_sent(text: str) -> None:
    found = scrub(text)
    assert len(found) == len(text)
    found.encode("utf-8")
    assert "\x00" not in found


@given(st.text(max_size=100))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


# Decode

TEXT = "“Café”, he said"


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "text/html; charset=iso-8859-1"),
        (TEXT.encode("utf-8-sig"), "text/html; charset=iso-8859-1"),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("utf-16-le"), "text/html; charset=utf-16le"),
        (TEXT.encode("cp1252"), None),
        (TEXT.encode("cp1252"), "text/html; charset=ISO-8859-1"),
        (TEXT.encode("cp1252"), "text/html; charset=us-ascii"),
        (TEXT.encode("cp1252"), "text/html; charset=hex"),
        (TEXT.encode("cp1252"), "text/html; charset=no-such-set"),
    ],
)
def test_bytes_are_read_whatever_is_claimed(data: bytes, content_type: str | None) -> None:
    assert decode(data, content_type) == TEXT


def test_declarations_inside_the_page() -> None:
    page = '<html><head><meta charset="{}"></head>{}'
    for charset, text in (("windows-1251", "„Нет“"), ("shift_jis", "「いいえ」"), ("gbk", "“不”")):
        assert text in decode(page.format(charset, text).encode(charset))
    assert "いいえ" in decode("いいえ".encode("iso-2022-jp"), "text/html; charset=iso-2022-jp")


def test_a_character_cut_in_two_spoils_nothing_else() -> None:
    assert decode(TEXT.encode() + "”".encode()[:2]).startswith(TEXT)


@given(st.binary(max_size=200), st.one_of(st.none(), st.text(max_size=30)))
def test_any_bytes_are_survived(data: bytes, content_type: str | None) -> None:
    assert isinstance(decode(data, content_type), str)


def test_charset_of_a_header() -> None:
    assert charset_of('text/html; charset="UTF-8"') == "utf-8"
    assert charset_of("text/html") is None
    assert charset_of(None) is None


# Language


@pytest.mark.parametrize(
    ("text", "claimed", "language"),
    [
        ("The minister said that the talks would go on until the end of the week.", None, "en"),
        ("The minister said that the talks would go on until the end of the week.", "de", "en"),
        ("Houthis strike Saudi Aramco facilities", None, "en"),
        ("Houthis strike Saudi Aramco facilities", "en-GB", "en"),
        (
            "Der Minister sagte, die Gespräche gehen am Freitag in Genf weiter, ohne Bedingungen.",
            None,
            "de",
        ),
        (
            "Le ministre a déclaré que les négociations se poursuivraient vendredi à Genève.",
            "en",
            "fr",
        ),
        (
            "El ministro dijo que las conversaciones continuarán el viernes en Ginebra.",
            None,
            "es",
        ),
        (
            "Министр заявил, что переговоры продолжатся в пятницу в Женеве без условий.",
            None,
            "ru",
        ),
        (
            "قال الوزير إن المحادثات ستستمر يوم الجمعة في جنيف دون شروط مسبقة وإن الوفد باق هناك",
            "en",
            "ar",
        ),
        (
            "De minister zei dat de gesprekken vrijdag in Genève verder gaan zonder voorwaarden.",
            None,
            "nl",
        ),
        ("外交部长表示谈判将于周五在日内瓦继续进行", None, "zh"),
        ("Treffen in Genf", "de-CH", "de"),
        ("", "en", "en"),
        ("12 34 “…”", None, "und"),
        ("12 34", "???", "und"),
    ],
)
def test_language(text: str, claimed: str | None, language: str) -> None:
    assert language_of(text, claimed) == language
