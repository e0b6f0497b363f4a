"""The numbers of this process in Prometheus's text format.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from runtime.metrics.catalogue import CATALOGUE
from runtime.metrics.registry import Registry, Sample

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
PARTS = ("_bucket", "_sum", "_count")


def exposition(registry: Registry) -> str:
    """Every metric of the catalogue that has a number, with its meaning and kind."""
    by_metric: dict[str, list[Sample]] = {}
    names = {metric.name for metric in CATALOGUE}
    for sample in registry.samples():
        by_metric.setdefault(_metric_of(sample.name, names), []).append(sample)
    lines: list[str] = []
    for metric in CATALOGUE:
        if metric.name not in by_metric:
            continue
        lines.append(f"# HELP {metric.name} {_escaped(metric.meaning)}")
        lines.append(f"# TYPE {metric.name} {metric.kind}")
        lines += [_line(sample) for sample in by_metric[metric.name]]
    return "".join(f"{line}\n" for line in lines)


def _metric_of(name: str, names: set[str]) -> str:
    if name in names:
        return name
    return next((name.removesuffix(part) for part in PARTS if name.endswith(part)), name)


def _line(sample: Sample) -> str:
    labels = ",".join(
        f'{name}="{_escaped(value).replace(chr(34), chr(92) + chr(34))}"'
        for name, value in sample.labels
    )
    return (
        f"{sample.name}{{{labels}}} {_number(sample.value)}"
        if labels
        else (f"{sample.name} {_number(sample.value)}")
    )


def _number(value: float) -> str:
    """All digits: a counter of millions that is rounded seems to stand still between two looks."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")
