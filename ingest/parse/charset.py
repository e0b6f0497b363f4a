"""Which character set a feed is read in, when server, declaration and bytes disagree."""

import re

from ingest.text.decode import charset_of, is_utf8

_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.DOTALL)


def media_type_for(data: bytes, content_type: str | None) -> str:
    """The Content-Type to tell the feed parser, which believes it before the declaration.

    Bytes beyond ASCII that are valid UTF-8 are UTF-8, whatever is claimed: text in another set is
    hardly ever valid by chance. Else the server's charset counts, else the document's own.
    """
    if is_utf8(data) and not data.isascii():
        return "application/xml; charset=utf-8"
    charset = charset_of(content_type)
    if charset and not _DECLARED.match(data):
        return f"application/xml; charset={charset}"
    return "application/xml"
