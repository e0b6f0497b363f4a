"""Which language a text is in; the question is only ever: English or not."""

import functools
import re
from typing import Protocol

ENGLISH_WORDS = frozenset(
    """the of and to that with for was his her are from has have had which been were will by not
    this would its their they said who but after about into could""".split()  # noqa: SIM905
)
"""Function words of English that are rare as words of other languages in Latin letters."""

CERTAIN_SHARE = 0.15
"""English news has 0.25 to 0.4 of these words; other languages in Latin letters stay below 0.06."""

NEWS_LANGUAGES = (
    "am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it "
    "ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms mt my ne nl nn no or pa pl ps pt ro ru rw si "
    "sk sl so sq sr sv sw ta te th tl tr uk ur uz vi xh zh zu"
)
"""The model knows languages without news too, and takes English full of names for one of them."""

ENOUGH_WORDS = 8
"""Below this the model guesses: a headline of names is taken for anything."""

WORDS_READ = 300

_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, claimed: str | None = None) -> str:
    """ISO 639-1 code of the text's language ("en"), "und" where nothing tells.

    `claimed` is what the feed or page says ("en-GB"); it decides only where the text is too short
    to tell, and without it a short text in Latin letters is taken for English.
    """
    words = [found[0] for found in _first_words(text)]
    if not words:
        return _base(claimed) or "und"
    share = sum(word.lower() in ENGLISH_WORDS for word in words) / len(words)
    if share >= CERTAIN_SHARE:
        return "en"
    if len(words) < ENOUGH_WORDS and _is_latin(words):
        return _base(claimed) or "en"
    return _model().classify(" ".join(words))[0]


def _first_words(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        found.append(word)
        if len(found) == WORDS_READ:
            break
    return found


def _is_latin(words: list[str]) -> bool:
    letters = "".join(words)
    return sum(letter < "\u0250" for letter in letters) >= len(letters) / 2


def _base(claimed: str | None) -> str:
    base = re.split(r"[-_]", (claimed or "").strip().lower())[0]
    return base if re.fullmatch(r"[a-z]{2,3}", base) else ""


class _Model(Protocol):
    def classify(self, instance: str) -> tuple[str, float]: ...


@functools.lru_cache(maxsize=1)
def _model() -> _Model:
    # Loading takes a quarter of a second, and most English text never asks for it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(NEWS_LANGUAGES.split())
    model: _Model = identifier
    return model
