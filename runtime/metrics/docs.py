"""The operations page of metrics, made from the catalogue."""

from runtime.metrics.catalogue import CATALOGUE

HEAD = """# Metrics

Made from `runtime/metrics/catalogue.py`; do not edit by hand.

| Name | Kind | Unit | Labels | Meaning | When it is high |
|---|---|---|---|---|---|
"""


def markdown() -> str:
    """The whole page, as committed in docs/operations/metrics.md."""
    return HEAD + "".join(
        f"| `{metric.name}` | {metric.kind} | {metric.unit} "
        f"| {', '.join(f'`{label}`' for label in metric.labels) or 'none'} "
        f"| {metric.meaning} | {metric.when_high} |\n"
        for metric in CATALOGUE
    )
