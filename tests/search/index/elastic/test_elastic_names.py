"""Names of indices, and what has none."""

import pytest

from search.index.elastic.names import Names, NoMonth, generation, generation_of

NAMES = Names("parley")


def test_an_id_names_its_month() -> None:
    assert NAMES.of("statement", "2026-11-0a1b") == "parley-statements-2026-11"
    assert NAMES.all_of("shift") == "parley-shifts"


@pytest.mark.parametrize("name", ["", "x", "2026-1x-0a", "20261-1-0", "2026-11-" + "x" * 505])
def test_other_ids_have_no_index(name: str) -> None:
    assert not NAMES.has_index(name)
    with pytest.raises(NoMonth, match="no id that begins with a month"):
        NAMES.of("article", name)


def test_the_month_is_read_from_an_index_of_ours_only() -> None:
    index = generation(NAMES.of_month("article", "2026-11"), 12)
    assert index == "parley-articles-2026-11-12"
    assert generation_of(index) == 12
    assert NAMES.month_in("article", index) == "2026-11"
    for other in ("parley-articles", "parley-articles-2026-11", "parley-articles-new-1"):
        assert NAMES.month_in("article", other) is None
    assert NAMES.month_in("statement", index) is None
    assert Names("parl").month_in("article", index) is None


@pytest.mark.parametrize("prefix", ["", "Parley", "a b", "-a", "a/b", "a*", "é", "x" * 101])
def test_a_prefix_that_no_index_can_have_is_refused(prefix: str) -> None:
    with pytest.raises(ValueError, match="can't begin an index's name"):
        Names(prefix)
