"""The normaliser: what is one word, what it is reduced to, where it stands."""

import sys
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import key, terms, tokens
from search.text.folding import APOSTROPHES
from search.text.tokens import MAX_TOKEN

TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            list("abcsAS19 .,-_()\"\n’'ʼ＇“”éÉßøŁıİﬁ½ﷺ．Ｕ中\u0301\u00ad\u200b\u200d\u202e\ufe0f🕊")
        ),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks talking talked", ["talk", "talk", "talk"]),
        ("Trump's Trump’s TRUMP’S Trumpʼs Trump＇s", ["trump"] * 5),
        ("the ministers' plan", ["the", "minist", "plan"]),
        ("U.S. US U.S U.S.’s", ["us", "us", "us", "us"]),
        ("the U.N.-led U.N. mission", ["the", "un", "led", "un", "mission"]),
        ("Ｕ．Ｎ． ＵＮ", ["un", "un"]),
        ("É.U. E\u0301.U. A.U\u03000", ["eu", "eu", "a", "u0"]),
        ("J.R.Smith at 5 p.m. today", ["jr", "smith", "at", "5", "pm", "today"]),
        ("It ended.The end", ["it", "end", "the", "end"]),
        ("don’t won't O’Brien’s", ["dont", "wont", "obrien"]),
        ("‘Peace’ 'now'", ["peac", "now"]),
        ("cease-fire cease–fire", ["ceas", "fire", "ceas", "fire"]),
        ("café cafe\u0301 CAFÉ", ["café".replace("é", "e")] * 3),
        ("Tromsø Łódź Straße ısı Æther", ["tromso", "lodz", "strass", "isi", "aether"]),
        ("co\u00adoperate co\u200doperate", ["cooper", "cooper"]),
        ("open\u200bborder", ["open", "border"]),
        ("\u202eword\u202c", ["word"]),
        ("ﬁre ½ 3.5% 50,000", ["fire", "1", "2", "3", "5", "50", "000"]),
        ("snake_case", ["snake", "case"]),
        ("حُكُومَة", ["حكومة"]),
        ("", []),
        ("— “” … 🕊️ '", []),
    ],
)
def test_words_and_their_stems(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_offsets_count_code_points_of_the_original() -> None:
    text = "🕊 Été: the U.S. e\u0301tat’s co\u00adoperation, ½."
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "Été",
        "the",
        "U.S.",
        "e\u0301tat’s",
        "co\u00adoperation",
        "½",
        "½",
    ]


@given(TEXTS)
def test_tokens_stand_in_order_inside_the_text_and_are_letters_and_digits(text: str) -> None:
    found = tokens(text)
    assert [token.text for token in found] == terms(text)
    last = 0
    for token in found:
        assert last <= token.start < token.end <= len(text)
        assert token.text.isalnum()
        assert token.text == token.text.casefold()
        assert len(token.text) <= MAX_TOKEN
        last = token.start


@given(TEXTS)
def test_composed_and_decomposed_forms_are_the_same(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert terms(composed) == terms(unicodedata.normalize("NFD", composed))


@given(st.from_regex(r"[a-z]{2,12}", fullmatch=True), st.sampled_from(APOSTROPHES))
def test_a_possessive_is_the_word_itself(word: str, apostrophe: str) -> None:
    assert terms(f"{word}{apostrophe}s") == terms(word)
    assert terms(word.upper()) == terms(word)


@given(TEXTS, TEXTS)
def test_a_line_break_separates(first: str, second: str) -> None:
    assert terms(f"{first}\n{second}") == terms(first) + terms(second)


@pytest.mark.parametrize(
    "text",
    ["a", "'", "a'", "a.", "a\u0301", "\u0301", "a\u0301\u202e"],
    ids=["letters", "apostrophes", "contractions", "dots", "accents", "marks", "both"],
)
def test_the_time_is_linear_whatever_the_text(text: str) -> None:
    started = time.process_time()
    found = tokens(text * 500_000)
    assert time.process_time() - started < 5
    assert all(len(token.text) <= MAX_TOKEN for token in found)


def test_threads_may_stem_at_once() -> None:
    text = " ".join(f"negotiations{number:x}" for number in range(2_000))
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(terms, [text] * 8))
    finally:
        sys.setswitchinterval(before)
    assert all(one == found[0] for one in found)
    assert len(found[0]) == 2_000


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("United States", "united_states"),
        ("UNITED  STATES", "united_states"),
        ("Côte d’Ivoire", "cote_divoire"),
        ("Cote d'Ivoire", "cote_divoire"),
        ("U.N.", "un"),
        ("M23", "m23"),
        ("—", ""),
        ("x" * 300, "x" * 300),
    ],
)
def test_a_key_forgets_case_accents_and_punctuation(value: str, expected: str) -> None:
    assert key(value) == expected
