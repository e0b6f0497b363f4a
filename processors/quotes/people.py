"""The people an article names, and whom its pronouns and descriptions mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processors.quotes.quotation import Person
from processors.syntax import ParsedText
from wire import Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processors.quotes.find import Draft


class Cast:
    """Everybody who speaks in one article."""

    def __init__(
        self, parsed: ParsedText, drafts: Sequence[Draft], title: str, outlet: str
    ) -> None:
        self._parsed = parsed

    def speaker(self, draft: Draft) -> Speaker | None:
        if draft.source is None:
            return None
        return Speaker(text=draft.source.text, start=draft.source.start, end=draft.source.end)


def people(parsed: ParsedText) -> list[Person]:
    """The people that the article names, in the order of their first mention."""
    return []
