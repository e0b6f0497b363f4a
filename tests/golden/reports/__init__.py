"""Short invented reports with what a careful reader would attribute, one trap of the trade each."""

from tests.golden.reports.pieces import PIECES
from tests.golden.reports.said import Report, Said
from tests.golden.reports.speakers import SPEAKERS
from tests.golden.reports.typography import TYPOGRAPHY

REPORTS: dict[str, Report] = {**PIECES, **TYPOGRAPHY, **SPEAKERS}

__all__ = ["REPORTS", "Report", "Said"]
