"""What an address is, which server it means, and what of it anybody may read."""

import pytest

from search.alerts.addressing import (
    HIDDEN,
    BadTarget,
    MailServer,
    checked_webhook,
    hidden,
    kind_of,
    mail_route,
    server_of,
    shown,
)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://desk.example/hook", "webhook"),
        ("HTTP://desk.example", "webhook"),
        ("mailto:desk@example.org", "mail"),
        ("smtps://u:p@mail.example.org/desk@example.org", "mail"),
        ("slack://a/b/c", "chat"),
    ],
)
def test_the_scheme_says_which_kind(address: str, kind: str) -> None:
    assert kind_of(address) == kind


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("desk@example.org", "an address begins with"),
        ("https://desk.example/a b", "holds no blanks"),
        ("mailto://desk@example.org", "mail is written mailto:"),
        ("mailtos://u:p@example.org", "mail is written mailto:"),
    ],
)
def test_what_is_no_address_is_told_with_what_to_write(address: str, remedy: str) -> None:
    with pytest.raises(BadTarget, match=remedy):
        kind_of(address)


def test_a_webhook_without_a_host_is_refused() -> None:
    assert checked_webhook("https://desk.example/hook") == "https://desk.example/hook"
    with pytest.raises(BadTarget, match="https:"):
        checked_webhook("https://user:secret@/hook")


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtps://mail.example.org", MailServer("mail.example.org", 465, "tls")),
        (
            "smtp://u%40x:p%2F@mail.example.org:2525",
            MailServer("mail.example.org", 2525, "starttls", "u@x", "p/"),
        ),
        ("smtp://mail.example.org?tls=never", MailServer("mail.example.org", 25, "none")),
    ],
)
def test_a_server_and_how_it_is_spoken_to(address: str, server: MailServer) -> None:
    assert server_of(address, "here") == server


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("smtp://[mail", "no address of a mail server"),
        ("smtp://mail.example.org:port", "no address of a mail server"),
        ("https://mail.example.org", "no mail server"),
        ("smtp://", "no mail server"),
        ("smtp://a%0Ab@mail.example.org", "control characters"),
        ("smtp://u:p@mail.example.org?tls=never", "not sent without encryption"),
    ],
)
def test_a_server_that_cannot_be_used_is_told_where_it_stands(address: str, why: str) -> None:
    with pytest.raises(BadTarget, match=f"here.*{why}"):
        server_of(address, "here")


def test_a_mailbox_by_the_server_of_the_settings() -> None:
    server = "smtps://mail.example.org?from=parley@example.org"
    route = mail_route("mailto:desk%2Bnight@example.org", server, "")
    assert (route.sender, route.recipient) == ("parley@example.org", "desk+night@example.org")
    assert mail_route("mailto:a@example.org", server, "own@example.org").sender == "own@example.org"
    with pytest.raises(BadTarget, match="`smtp_url` is not set"):
        mail_route("mailto:desk@example.org", "", "parley@example.org")
    with pytest.raises(BadTarget, match="`mail_from` must be one mailbox"):
        mail_route("mailto:desk@example.org", "smtps://mail.example.org", "")
    with pytest.raises(BadTarget, match="the address must be one mailbox"):
        mail_route("mailto:desk@example.org,other@example.org", server, "")


def test_a_mailbox_with_a_server_of_its_own() -> None:
    address = "smtps://u:p@mail.example.org/desk@example.org"
    route = mail_route(address, "", "parley@example.org")
    assert (route.server.user, route.recipient) == ("u", "desk@example.org")
    assert mail_route(f"{address}?from=me@example.org", "", "").sender == "me@example.org"
    with pytest.raises(BadTarget, match="after the server"):
        mail_route("smtps://mail.example.org", "", "parley@example.org")


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        (
            "smtps://u:p@mail.example.org/desk@example.org",
            "smtps://mail.example.org/desk@example.org",
        ),
        ("https://u:p@desk.example:8443/T/B?token=x", f"https://desk.example:8443/{HIDDEN}"),
        ("https://desk.example", "https://desk.example"),
        ("slack://tokenA/tokenB", f"slack://{HIDDEN}"),
        ("https://[desk", f"https:{HIDDEN}"),
    ],
)
def test_what_anybody_may_read(address: str, seen: str) -> None:
    assert shown(address) == seen


def test_a_text_that_quotes_an_address_loses_its_secrets() -> None:
    address = "https://user:passw%2Ford@desk.example/tokenA/b?key=value1"
    said = hidden(f"no route for {address}: passw/ord, tokenA, value1", address)
    assert "desk.example" in hidden("at desk.example", address)
    assert not any(each in said for each in ("passw", "tokenA", "value1"))
    assert hidden("at slackhost now", "slack://slackhost/x") == f"at {HIDDEN} now"
    assert hidden("at https://[desk!", "https://[desk") == f"at {HIDDEN}!"
