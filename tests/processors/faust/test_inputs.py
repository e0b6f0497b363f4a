"""What the worker reads is what `parley lag` and its topics' check count on."""

from parley.cluster.work import TOPICS
from processors.faust.worker import INPUTS
from runtime.kafka.lag import GROUPS


def test_the_lag_of_the_work_role_is_that_of_all_its_inputs() -> None:
    assert tuple(INPUTS) == GROUPS["work"]
    assert set(INPUTS) <= set(TOPICS)
