"""Templates to pages. Everything that is put into one is escaped and made harmless."""

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from runtime.harmless import clean
from search.alerts.describing import reason
from search.alerts.rendering import delay
from search.console import compare, forms, links, marks, words
from search.console.desk import desk_of
from search.console.etags import tagged

TEMPLATES = Path(__file__).parents[1] / "templates"


def _harmless(value: object) -> object:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_harmless,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_environment.globals.update(
    links=links,
    marks=marks,
    words=words,
    changed=compare.changed,
    repeats=compare.repeats,
    reason=reason,
    delay=delay,
)

NAVIGATION = (
    ("shifts", "/", "Shifts"),
    ("search", "/search", "Search"),
    ("parties", "/parties", "Parties"),
    ("alerts", "/alerts", "Alerts"),
    ("watches", "/watches", "Watches"),
    ("feeds", "/feeds", "Feeds"),
    ("status", "/status", "Status"),
)


def page(
    request: Request, template: str, *, status: int = 200, here: str = "", **values: object
) -> Response:
    """A page from a template; `here` is its place in the navigation.

    A template may call `form_field()` and `may(scope)`: see `search.console.forms`.
    """
    made = _environment.get_template(template).render(
        navigation=NAVIGATION,
        here=here,
        status=status,
        now=desk_of(request).clock.now(),
        form_field=partial(forms.field, request),
        reader=forms.reader_of(request),
        may=forms.reader_of(request).may,
        **values,
    )
    response = tagged(request, HTMLResponse(made, status))
    forms.remember(request, response)
    return response
