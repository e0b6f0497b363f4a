"""Getting a page from a stranger without being harmed: addresses, sizes, times, encodings guarded.

One request in, one bounded answer or one typed error out. Nothing is remembered between requests.
What does not belong here: feeds, robots.txt, retries, schedules, or what an answer means.
"""

from runtime.http.client import GuardedClient
from runtime.http.errors import FetchError, FetchErrorKind
from runtime.http.response import Redirect, Response, headers_of

__all__ = ["FetchError", "FetchErrorKind", "GuardedClient", "Redirect", "Response", "headers_of"]
