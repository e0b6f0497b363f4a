"""Which language a text is in; the question is only ever: English or not."""

import re

ENGLISH_WORDS = frozenset(
    """the of and to that with for was his her are from has have had which been were will by not
    this would its their they said who but after about into could""".split()  # noqa: SIM905
)
"""Function words of English that are rare as words of other languages in Latin letters."""

CERTAIN_SHARE = 0.15
"""English news has 0.25 to 0.4 of these words; other languages in Latin letters stay below 0.06."""

ENOUGH_WORDS = 12
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
    # Loading the model takes a quarter of a second, and most English text never asks for it.
    import py3langid  # noqa: PLC0415

    guess = str(py3langid.classify(" ".join(words))[0])
    if guess in ("pcm", "sco"):
        # English pidgins and Scots: what the model calls them in news is English with many names.
        return "en"
    return guess


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
