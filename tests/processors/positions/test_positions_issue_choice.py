"""Which issues are named, from the list of words and from learned weights; what is no position."""

import numpy as np

from processors.positions.issue_choice import LABELS, chosen
from processors.positions.linear import Weights


def weights(**values: int) -> Weights:
    """Weights that give each feature its named label, with this force."""
    rows = {name: i for i, name in enumerate(values, start=1)}
    table = np.zeros((len(values) + 1, len(LABELS)), np.int8)
    for name, i in rows.items():
        table[i, LABELS.index(name)] = values[name]
    return Weights(LABELS, rows, np.array([0.001, *[1.0] * len(values)], np.float32), table, 0.1)


def test_the_learned_issue_is_named_where_the_list_is_silent() -> None:
    issues, sure, takes = chosen((), 0.0, ["trade"], weights(trade=60))
    assert issues == ("trade",)
    assert sure > 0.9
    assert takes > 0.9


def test_a_sure_list_outweighs_a_doubtful_word() -> None:
    known = weights(trade=20)
    assert chosen(("talks",), 0.0, ["trade"], known)[0][0] == "trade"
    assert chosen(("talks",), 1.0, ["trade"], known)[0][0] == "talks"


def test_words_without_a_position_have_no_issue() -> None:
    issues, sure, takes = chosen(("trade",), 1.0, ["none"], weights(none=90))
    assert (issues, sure) == ((), 0.0)
    assert takes < 0.1


def test_a_second_issue_is_named_where_list_and_weights_have_it() -> None:
    two = weights(trade=40, captives=34)
    signs = ["trade", "captives"]
    assert set(chosen(("trade", "captives"), 1.0, signs, two)[0]) == {"trade", "captives"}
    assert chosen(("trade",), 1.0, signs, two)[0] == ("trade",)
    assert chosen(("trade", "talks"), 1.0, signs, two)[0] == ("trade",)


def test_the_shipped_weights_know_a_ban_from_a_bulletin() -> None:
    names = ["c:tariff", "s:tariff", "lex:trade", "strong:trade", "near:trade", "towards:1"]
    assert chosen(("trade",), 1.0, names)[0] == ("trade",)


def test_a_word_that_hardly_tells_names_no_issue() -> None:
    assert chosen((), 0.0, ["trade"], weights(trade=5))[0] == ()


def test_fighting_is_a_position_beside_a_truce_and_hardly_alone() -> None:
    known = weights(none=30)
    assert chosen(("ceasefire",), 1.0, ["none"], known)[0] == ("ceasefire",)
    assert chosen(("ceasefire",), 1.0, ["none", "fight:alone"], known)[0] == ()
    sure = weights(none=90)
    assert chosen(("ceasefire",), 1.0, ["none", "fight:truce"], sure)[0] == ("ceasefire",)
