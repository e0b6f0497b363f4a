"""Mail reaches a real server: encrypted, threaded, harmless; what is refused is told apart."""

import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import msgspec
import pytest
import trustme
from lxml import html

from search.alerts.retrying import wait
from search.alerts.targets import in_words
from tests.fakes.clock import ManualClock
from tests.fakes.mailserver import MailServer
from tests.fakes.office import Office

HOSTILE = 'Peace\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script>\u202e\x00 "\U0001f54a"'


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    made = ssl.create_default_context()
    authority.configure_trust(made)
    return made


def serving(authority: trustme.CA, **named: Any) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(named.pop("name", "localhost"), **named).configure_cert(made)
    return made


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Path]:
    return iter(tmp_path / str(number) for number in range(99))


@asynccontextmanager
async def writing_to(
    folder: Path, server: MailServer, address: str, tls: ssl.SSLContext | None = None, **more: Any
) -> AsyncIterator[Office]:
    """An office whose desk is the mailbox at an address; PORT in it is the server's."""
    given = {
        "allowed_private_hosts": (f"localhost:{server.port}", f"127.0.0.1:{server.port}"),
        "mail_from": "parley@news.example",
        "http_total_seconds": 2.0,
    } | more
    given = {
        name: value.replace("PORT", str(server.port)) if isinstance(value, str) else value
        for name, value in given.items()
    }
    office = Office(folder, server.port, ManualClock(datetime.now(UTC)), tls, **given)
    try:
        office.target("desk", address.replace("PORT", str(server.port)))
        office.watch("desk", name="river")
        yield office
    finally:
        await office.close()


PLAIN = "smtp://localhost:PORT/desk@example.org?tls=never"


async def test_a_mail_has_text_and_html_and_says_everything(tmp_path: Path) -> None:
    async with (
        MailServer() as server,
        writing_to(tmp_path, server, PLAIN, console_url="https://parley.example") as office,
    ):
        office.take(office.now("x"))
        await office.deliver()
        assert office.states() == ["delivered"]
    (mail,) = server.got
    assert server.envelopes == [("parley@news.example", ["desk@example.org"])]
    assert mail["Subject"] == "Ruritania hardens on talks (toward Syldavia) (provisional)"
    assert parseaddr(mail["From"]) == ("Parley", "parley@news.example")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"].endswith(".watches.news.example>")
    assert mail["List-Unsubscribe"] == "<https://parley.example/watches>"
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert page is not None
    for words in (text.get_content(), html.fromstring(page.get_content()).text_content()):
        for each in (
            "We will talk to anybody",
            "“No talks today”",
            "Rudolf Rassendyll",
            "On behalf of: Ruritania",
            "talks, hardening, toward Syldavia",
            "1 independent source in 1 article",
            "It was open to talks and now rejects them.",
            "Highland Herald",
            "river",
        ):
            assert each in words
    assert "https://parley.example/shifts/" in text.get_content()


async def test_later_states_thread_under_the_first(tmp_path: Path) -> None:
    async with MailServer() as server, writing_to(tmp_path, server, PLAIN) as office:
        first = office.now("x")
        office.take(first)
        await office.deliver()
        office.take(msgspec.structs.replace(first, version=2, status="confirmed"))
        await office.deliver()
        office.take(msgspec.structs.replace(first, version=3, removed=True))
        await office.deliver()
    ids = [mail["Message-ID"] for mail in server.got]
    assert len(set(ids)) == 3
    assert [mail["References"] for mail in server.got] == [None, ids[0], ids[0]]
    assert [mail["In-Reply-To"] for mail in server.got] == [None, ids[0], ids[0]]
    text = server.got[1].get_body(("plain",))
    assert text is not None
    assert "What is new: confirmed, one source" in text.get_content()
    last = server.got[2].get_body(("plain",))
    assert last is not None
    assert "withdrawn" in last.get_content()


async def test_what_strangers_write_begins_no_header_and_no_element(tmp_path: Path) -> None:
    async with MailServer() as server, writing_to(tmp_path, server, PLAIN) as office:
        nasty = office.now("x", party=HOSTILE, why=HOSTILE, after=HOSTILE)
        evidence = msgspec.structs.replace(nasty.after, url="javascript:alert(1)", title=HOSTILE)
        office.take(msgspec.structs.replace(nasty, after=evidence))
        await office.deliver()
    (mail,) = server.got
    assert mail["Bcc"] is None
    assert server.envelopes[0][1] == ["desk@example.org"]
    assert "\n" not in mail["Subject"]
    page = mail.get_body(("html",))
    assert page is not None
    read = html.fromstring(page.get_content())
    assert not read.xpath("//script")
    assert not read.xpath("//a[starts-with(@href, 'javascript')]")
    assert "alert(1)" in read.text_content()
    assert "\u202e" not in page.get_content()


async def test_encryption_from_the_start_and_by_starttls_with_a_password(
    folders: Iterator[Path], authority: trustme.CA, trusting: ssl.SSLContext
) -> None:
    server_side = serving(authority)
    for server, address in (
        (MailServer(tls=server_side, user="me", password="s3cr3t/="), "smtps://me:s3cr3t%2F=@"),
        (MailServer(starttls=server_side, user="me", password="s3cr3t/="), "smtp://me:s3cr3t%2F=@"),
    ):
        async with server:
            place = f"{address}localhost:PORT/desk@example.org"
            async with writing_to(next(folders), server, place, trusting) as office:
                office.take(office.now("x"))
                await office.deliver()
                assert office.states() == ["delivered"], office.desk().last_error
                assert server.encrypted == [True]
                assert "s3cr3t" not in office.desk().shown


async def test_the_server_of_the_settings_takes_what_is_written_as_mailto(tmp_path: Path) -> None:
    async with (
        MailServer() as server,
        writing_to(
            tmp_path,
            server,
            "mailto:desk@example.org",
            smtp_url="smtp://127.0.0.1:PORT?tls=never",
        ) as office,
    ):
        office.take(office.now("x"))
        await office.deliver()
        assert office.states() == ["delivered"], office.desk().last_error


@pytest.mark.parametrize(
    ("answers", "state", "words"),
    [
        ({"RCPT": "550 no such mailbox"}, "failed", "the mailbox was refused: 550"),
        ({"RCPT": "451 greylisted"}, "waiting", "the mailbox was refused: 451"),
        ({"DATA": "554 this is spam"}, "failed", "the message was refused: 554"),
        ({"DATA": "452 disk full"}, "waiting", "the message was refused: 452"),
    ],
)
async def test_what_is_refused_for_good_fails_and_the_rest_is_tried_again(
    tmp_path: Path, answers: dict[str, str], state: str, words: str
) -> None:
    async with MailServer(answers=answers) as server, writing_to(tmp_path, server, PLAIN) as office:
        office.take(office.now("x"))
        await office.deliver()
        assert office.states() == [state]
        assert words in in_words(office.desk(), office.clock.now())
        server.answers = {}
        office.clock.advance(wait(1, 0.5) / timedelta(seconds=1) + 1)
        await office.deliver()
        assert len(server.got) == (state == "waiting")
        assert office.alerts.accounts()["river"].balanced


@pytest.mark.parametrize(
    ("server", "words"),
    [
        (MailServer(refuses="554 go away"), "the mail server refused: 554"),
        (MailServer(refuses="421 later"), "the mail server refused: 421"),
        (MailServer(hangs=True), "timeout: the mail server has not taken it in 2 seconds"),
        (MailServer(refuses="\x00\xff nonsense"), "mail server"),
    ],
)
async def test_a_server_that_refuses_or_hangs_is_tried_again(
    tmp_path: Path, server: MailServer, words: str
) -> None:
    async with server, writing_to(tmp_path, server, PLAIN) as office:
        office.take(office.now("x"))
        await office.deliver()
        assert office.states() == ["waiting"]
        assert words in office.desk().last_error


async def test_nobody_listens(tmp_path: Path) -> None:
    async with MailServer() as server:
        port = server.port
    office = Office(tmp_path, port, ManualClock(datetime.now(UTC)), mail_from="parley@news.example")
    office.target("desk", f"smtp://127.0.0.1:{port}/desk@example.org?tls=never")
    office.watch("desk")
    office.take(office.now("x"))
    await office.deliver()
    assert "no connection to 127.0.0.1: Connection refused" in office.desk().last_error
    await office.close()


async def test_certificates_are_checked_and_the_reason_is_told(
    folders: Iterator[Path], authority: trustme.CA, trusting: ssl.SSLContext
) -> None:
    past = datetime.now(UTC) - timedelta(days=1)
    for context, words in (
        (serving(authority, name="other.example"), "mismatch"),
        (serving(authority, not_after=past), "expired"),
        (serving(trustme.CA()), "unable to get local issuer"),
    ):
        for server, scheme in (
            (MailServer(tls=context), "smtps"),
            (MailServer(starttls=context), "smtp"),
        ):
            async with server:
                place = f"{scheme}://localhost:PORT/desk@example.org"
                async with writing_to(next(folders), server, place, trusting) as office:
                    office.take(office.now("x"))
                    await office.deliver()
                    error = office.desk().last_error
                    assert "certificate is not trusted" in error
                    assert words in error.lower()
                    assert server.got == []


async def test_a_password_goes_to_no_server_without_encryption(
    tmp_path: Path, trusting: ssl.SSLContext
) -> None:
    server = MailServer(user="me", password="s3cr3t")
    place = "smtp://me:s3cr3t@localhost:PORT/desk@example.org"
    async with server, writing_to(tmp_path, server, place, trusting) as office:
        office.take(office.now("x"))
        await office.deliver()
        assert office.states() == ["waiting"]
        assert "STARTTLS" in office.desk().last_error
        assert server.got == []


async def test_a_wrong_password_is_told_and_never_shown(
    tmp_path: Path, authority: trustme.CA, trusting: ssl.SSLContext
) -> None:
    server = MailServer(tls=serving(authority), user="me", password="right")
    place = "smtps://me:wr0ngpass@localhost:PORT/desk@example.org"
    async with server, writing_to(tmp_path, server, place, trusting) as office:
        office.take(office.now("x"))
        await office.deliver()
        assert office.states() == ["waiting"]
        assert "user or password was refused: 535" in office.desk().last_error
        assert "wr0ngpass" not in office.desk().last_error


async def test_a_mail_server_inside_is_refused_unless_allowed(tmp_path: Path) -> None:
    async with (
        MailServer() as server,
        writing_to(tmp_path, server, PLAIN, allowed_private_hosts=()) as office,
    ):
        office.take(office.now("x"))
        await office.deliver()
        assert "refused_address: its address" in office.desk().last_error
        assert server.got == []


async def test_a_digest_is_one_mail(tmp_path: Path) -> None:
    async with MailServer() as server, writing_to(tmp_path, server, PLAIN) as office:
        office.courier = office.made(per_hour=1)
        office.take(*(office.now(f"x{n}", party=f"P{n}") for n in range(4)))
        await office.deliver()
        office.clock.advance(3600)
        await office.deliver()
    assert [mail["Subject"].split(":")[0] for mail in server.got[1:]] == ["3 alerts"]
    page = server.got[1].get_body(("html",))
    assert page is not None
    assert len(html.fromstring(page.get_content()).xpath("//article")) == 3
