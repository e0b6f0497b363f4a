"""A message as mail (RFC 5322): text and HTML, in one thread per alert."""

from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from search.alerts.addressing import MailRoute
from search.alerts.carrying import Post
from search.alerts.message import Message
from search.alerts.notice import Notice
from search.alerts.rendering import digest_subject, html, subject, text
from wire.ids import digest

LONGEST_SUBJECT = 180


def mail(post: Post, route: MailRoute) -> EmailMessage:
    """The mail. The same post gives the same Message-ID, so that a mailbox can tell a repetition.

    The first message of an alert has the alert's id; later states refer to it, so that every mail
    program shows them as one thread, also where the first was never sent.
    """
    messages = post.messages()
    domain = route.sender.rpartition("@")[2]
    made = EmailMessage(policy=SMTP)
    made["From"] = Address("Parley", addr_spec=route.sender)
    made["To"] = Address(addr_spec=route.recipient)
    made["Subject"] = _header(digest_subject(messages) if post.digest else subject(messages[0]))
    made["Date"] = format_datetime(post.at)
    _threaded(made, post, domain)
    # RFC 3834: nobody's holiday notice answers it. RFC 2919: programs sort by watch.
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made["List-Id"] = f"<{_list_of(post.notices)}.watches.{domain}>"
    if post.console:
        # RFC 2369: where this stops. The page asks before it changes anything.
        made["List-Unsubscribe"] = f"<{post.console.rstrip('/')}/watches>"
    made.set_content(_body(messages, post.at), cte="quoted-printable")
    made.add_alternative(html(messages), subtype="html", cte="quoted-printable")
    return made


def _threaded(made: EmailMessage, post: Post, domain: str) -> None:
    if post.digest:
        made["Message-ID"] = f"<{post.key}@{domain}>"
        return
    alert = post.notices[0].alert
    root = f"<{alert.id}@{domain}>"
    if alert.version == 1:
        made["Message-ID"] = root
        earlier = [alert.replaces] if alert.replaces else []
    else:
        made["Message-ID"] = f"<{post.key}@{domain}>"
        earlier = [*([alert.replaces] if alert.replaces else []), alert.id]
    if earlier:
        made["In-Reply-To"] = f"<{earlier[-1]}@{domain}>"
        made["References"] = " ".join(f"<{each}@{domain}>" for each in earlier)


def _list_of(notices: Sequence[Notice]) -> str:
    return digest("list", *sorted({each.watch for each in notices}))


def _body(messages: Sequence[Message], at: datetime) -> str:
    watches = sorted({each.watch for each in messages})
    ruler = f"\n\n{'-' * 40}\n\n"
    named = watches[0] if len(watches) == 1 else "WATCH"
    return (
        ruler.join(text(each) for each in messages)
        + f"\n\n-- \nSent by Parley, {at:%d %b %Y %H:%M} UTC."
        + f" To stop: parley watch mute {named}, or parley watch remove {named}\n"
    )


def _header(words: str) -> str:
    """Words for one header: on one line, whatever a stranger wrote into a title."""
    line = " ".join("".join(each if each.isprintable() else " " for each in words).split())
    return line[:LONGEST_SUBJECT]
