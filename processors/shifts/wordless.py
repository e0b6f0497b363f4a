"""What is kept of a shift that is gone: enough to count its versions on, none of its words."""

import msgspec

from wire import Evidence, Shift


def without_words(shift: Shift) -> Shift:
    """The shift without anything that an article said."""
    return msgspec.structs.replace(
        shift,
        before=Evidence(stance=shift.before.stance, presupposed=shift.before.presupposed),
        after=Evidence(stance=shift.after.stance),
        sources=(),
        why="",
    )
