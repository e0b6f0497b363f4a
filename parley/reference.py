"""The pages that are made from code: `python -m parley.reference` writes them."""

from collections.abc import Callable
from pathlib import Path

from deploy import grafana
from runtime import metrics, settings
from search.query import help as query_help

DOCS = Path(__file__).parents[1] / "docs"

PAGES: dict[str, Callable[[], str]] = {
    "guide/settings.md": settings.markdown,
    "guide/search.md": query_help.markdown,
    "operations/metrics.md": metrics.markdown,
    "../deploy/grafana/dashboards/parley.json": grafana.document,
}


def write(docs: Path = DOCS) -> None:
    """Write every page; their names are those from `docs`."""
    for name, page in PAGES.items():
        (docs / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write()
