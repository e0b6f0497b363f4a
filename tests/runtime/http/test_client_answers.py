"""What a good answer gives, and what goes out with a request."""

import shutil
import ssl
import subprocess
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from runtime.http import FetchError, GuardedClient, Redirect, Response, client, headers_of
from runtime.settings import Settings
from tests.fakes.clock import ManualClock
from tests.fakes.hostile import FakeResolver, HostileServer, Visit, answer_of, redirect_to
from tests.runtime.http.conftest import ClientOf


async def test_status_headers_body_and_place(server: HostileServer, client_of: ClientOf) -> None:
    server.routes["/feed"] = answer_of(404, b"gone", {"X-Reason": "moved", "x-reason": "lost"})
    asking = client_of(allowed_private_hosts=(server.pair,))
    answer = await asking.get(server.url("/feed#top"))
    assert (answer.status, answer.body, answer.url) == (404, b"gone", server.url("/feed"))
    assert answer.headers["X-REASON"] == "moved"
    assert answer.hops == ()
    assert answer.moved_to is None


async def test_not_modified_has_no_body(server: HostileServer, client_of: ClientOf) -> None:
    server.routes["/"] = b"HTTP/1.1 304 Not Modified\r\nETag: x\r\nContent-Encoding: gzip\r\n\r\n"
    answer = await client_of(allowed_private_hosts=(server.pair,)).get(server.url("/"))
    assert (answer.status, answer.body) == (304, b"")


@pytest.mark.parametrize(
    "value", [b'W/"abc"', b"no-quotes", b'"\xc3\xa9"', b'"a b"', b'"%22"', b"'x'", b'""']
)
async def test_validators_go_back_exactly_as_they_came(
    server: HostileServer, client_of: ClientOf, value: bytes
) -> None:
    server.routes["/"] = answer_of(200, b"", {"ETag": value})
    asking = client_of(allowed_private_hosts=(server.pair,))
    first = await asking.get(server.url("/"))
    await asking.get(server.url("/"), headers={"If-None-Match": first.headers["etag"]})
    assert server.visits[1].header("if-none-match") == value


async def test_a_validator_that_cannot_go_back_is_left_out(
    server: HostileServer, client_of: ClientOf
) -> None:
    server.routes["/"] = answer_of(200, b"", {"ETag": b'"\xe9"'})
    asking = client_of(allowed_private_hosts=(server.pair,))
    first = await asking.get(server.url("/"))
    await asking.get(server.url("/"), headers={"If-None-Match": first.headers["etag"]})
    assert server.visits[1].header("if-none-match") is None


async def test_a_header_cannot_be_smuggled_in(server: HostileServer, client_of: ClientOf) -> None:
    asking = client_of(allowed_private_hosts=(server.pair,))
    with pytest.raises(FetchError):
        await asking.get(server.url("/"), headers={"If-None-Match": "x\r\nX-Injected: 1"})
    assert server.visits == []


async def test_who_we_say_we_are(server: HostileServer, client_of: ClientOf) -> None:
    asking = client_of(allowed_private_hosts=(server.pair,), contact="https://desk.example/bot")
    await asking.get(server.url("/"), accept="text/html")
    visit = server.visits[0]
    agent = visit.header("user-agent")
    assert agent is not None
    assert agent.startswith(b"Parley/")
    assert agent.endswith(b"(news monitor; +https://desk.example/bot)")
    assert visit.header("accept") == b"text/html"
    assert visit.header("accept-encoding") == b"gzip, deflate, br"


async def test_redirects_are_told(server: HostileServer, client_of: ClientOf) -> None:
    server.routes |= {
        "/a": redirect_to("/b", 301),
        "/b": redirect_to("/c", 308),
        "/c": redirect_to("/d", 302),
        "/d": redirect_to("/e", 301),
        "/e": answer_of(200, b"end"),
    }
    answer = await client_of(allowed_private_hosts=(server.pair,)).get(server.url("/a"))
    assert answer.url == server.url("/e")
    assert answer.hops[0] == Redirect(301, server.url("/b"))
    assert [hop.status for hop in answer.hops] == [301, 308, 302, 301]
    assert answer.moved_to == server.url("/c")


async def test_a_redirect_without_a_place_is_an_answer(
    server: HostileServer, client_of: ClientOf
) -> None:
    server.routes["/"] = answer_of(302, b"somewhere")
    answer = await client_of(allowed_private_hosts=(server.pair,)).get(server.url("/"))
    assert (answer.status, answer.body) == (302, b"somewhere")


async def test_an_odd_place_is_quoted(server: HostileServer, client_of: ClientOf) -> None:
    server.routes["/"] = answer_of(302, b"", {"Location": b"/\xc3\xa9|\xff"})
    answer = await client_of(allowed_private_hosts=(server.pair,)).get(server.url("/"))
    assert answer.status == 404
    assert server.visits[1].path.startswith("/%C3%A9%7C")


async def test_a_connection_is_used_again(server: HostileServer, client_of: ClientOf) -> None:
    server.routes["/"] = answer_of(200, b"x")
    asking = client_of(allowed_private_hosts=(server.pair,))
    for _ in range(3):
        await asking.get(server.url("/"))
    assert (server.connections, len(server.visits)) == (1, 3)


async def test_elapsed_is_the_clocks(server: HostileServer) -> None:
    clock = ManualClock()

    async def slow(visit: Visit) -> None:
        clock.advance(1.5)
        await visit.send(answer_of(200, b"x"))

    server.routes["/"] = slow
    settings = Settings(allowed_private_hosts=(server.pair,))
    async with GuardedClient(settings, clock) as asking:
        assert (await asking.get(server.url("/"))).elapsed == 1.5


async def test_a_client_can_be_used_after_it_was_closed(
    server: HostileServer, client_of: ClientOf
) -> None:
    asking = client_of(allowed_private_hosts=(server.pair,))
    await asking.get(server.url("/"))
    await asking.close()
    assert (await asking.get(server.url("/"))).status == 404


def test_headers_that_are_made_ignore_case() -> None:
    made = Response(200, headers_of({"ETag": "x"}), b"", "http://host/")
    assert made.headers.get("etag") == "x"


def test_the_version_of_a_tree_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(client, "version", missing)
    assert client._version() == "0"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=news.example"),
            *("-addext", "subjectAltName=DNS:news.example"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")),
        ],
        check=True,
        capture_output=True,
    )
    return folder


def serving(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


NAMES = {"news.example": [["127.0.0.1"]], "other.example": [["127.0.0.1"]]}


async def test_certificates_are_verified(client_of: ClientOf, certificate: Path) -> None:
    trusted = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    async with HostileServer(tls=serving(certificate)) as server:
        server.routes["/"] = answer_of(200, b"safe", {"Connection": "close"})
        url, wrong = (server.url("/", host=name) for name in NAMES)
        allowed = tuple(f"{name}:{server.port}" for name in NAMES)

        def asking(**given: object) -> GuardedClient:
            return client_of(resolver=FakeResolver(NAMES), allowed_private_hosts=allowed, **given)

        assert (await asking(tls=trusted).get(url)).body == b"safe"
        for stranger, place in ((asking(), url), (asking(tls=trusted), wrong)):
            with pytest.raises(FetchError) as caught:
                await stranger.get(place)
            assert caught.value.kind == "tls"
        assert len(server.visits) == 1


async def test_a_server_that_speaks_no_tls(server: HostileServer, client_of: ClientOf) -> None:
    asking = client_of(allowed_private_hosts=(server.pair,), http_total_seconds=0.5)
    with pytest.raises(FetchError) as caught:
        await asking.get(server.url("/").replace("http:", "https:"))
    assert caught.value.kind in ("tls", "connection", "timeout")
