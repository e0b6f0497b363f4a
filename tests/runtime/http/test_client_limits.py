"""Answers that are too large, too slow, too many or no answers, on real sockets."""

import asyncio
import gzip

import brotli
import pytest
from aiohttp.abc import ResolveResult

from runtime.http import FetchError
from tests.fakes.hostile import FakeResolver, HostileServer, Visit, answer_of, redirect_to
from tests.runtime.http.conftest import ClientOf


async def kind_of(client_of: ClientOf, server: HostileServer, path: str, **given: object) -> str:
    client = client_of(allowed_private_hosts=(server.pair,), **given)
    with pytest.raises(FetchError) as caught:
        await client.get(server.url(path))
    assert caught.value.url.startswith("http://127.0.0.1") or caught.value.kind == "bad_url"
    assert len(str(caught.value)) < 700
    assert str(caught.value).isprintable()
    return caught.value.kind


@pytest.mark.parametrize("coding", ["gzip", "br"])
async def test_a_bomb_does_not_go_off(
    server: HostileServer, client_of: ClientOf, coding: str
) -> None:
    zeros = bytes(20_000_000)
    packed = gzip.compress(zeros) if coding == "gzip" else brotli.compress(zeros, quality=5)
    server.routes["/"] = answer_of(200, packed, {"Content-Encoding": coding})
    assert await kind_of(client_of, server, "/") == "bomb"


async def test_a_page_that_compresses_well_is_no_bomb(
    server: HostileServer, client_of: ClientOf
) -> None:
    page = bytes(900_000)
    server.routes["/"] = answer_of(200, gzip.compress(page), {"Content-Encoding": "gzip"})
    client = client_of(allowed_private_hosts=(server.pair,))
    assert (await client.get(server.url("/"))).body == page


async def test_too_many_decompressed_bytes(server: HostileServer, client_of: ClientOf) -> None:
    server.routes["/"] = answer_of(200, gzip.compress(bytes(9000)), {"Content-Encoding": "gzip"})
    assert await kind_of(client_of, server, "/", http_max_bytes=8999) == "too_large"
    client = client_of(allowed_private_hosts=(server.pair,), http_max_bytes=9000)
    assert len((await client.get(server.url("/"))).body) == 9000


async def test_the_caller_may_narrow_the_limit_and_not_widen_it(
    server: HostileServer, client_of: ClientOf
) -> None:
    server.routes["/"] = answer_of(200, bytes(5000))
    client = client_of(allowed_private_hosts=(server.pair,), http_max_bytes=6000)
    assert len((await client.get(server.url("/"), max_bytes=5000)).body) == 5000
    with pytest.raises(FetchError, match="more than 4999 bytes"):
        await client.get(server.url("/"), max_bytes=4999)
    server.routes["/"] = answer_of(200, bytes(6001))
    with pytest.raises(FetchError, match="more than 6000 bytes"):
        await client.get(server.url("/"), max_bytes=10_000)


async def test_a_length_that_is_too_large_is_believed_at_once(
    server: HostileServer, client_of: ClientOf
) -> None:
    async def announce(visit: Visit) -> None:
        await visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        await visit.silence()

    server.routes["/"] = announce
    assert await kind_of(client_of, server, "/") == "too_large"


async def test_an_endless_answer_without_a_length(
    server: HostileServer, client_of: ClientOf
) -> None:
    async def endless(visit: Visit) -> None:
        await visit.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            await visit.send(b"400\r\n" + bytes(1024) + b"\r\n")

    server.routes["/"] = endless
    client = client_of(allowed_private_hosts=(server.pair,), http_max_compressed_bytes=100_000)
    with pytest.raises(FetchError, match=r"more than 100000 bytes$") as caught:
        await client.get(server.url("/"))
    assert caught.value.kind == "too_large"


async def test_a_server_that_says_nothing(server: HostileServer, client_of: ClientOf) -> None:
    server.routes["/"] = Visit.silence
    for limit, words in (("http_idle_seconds", "no byte"), ("http_total_seconds", "not done in")):
        client = client_of(allowed_private_hosts=(server.pair,), **{limit: 0.1})
        with pytest.raises(FetchError, match=words) as caught:
            await client.get(server.url("/"))
        assert caught.value.kind == "timeout"


async def test_a_name_server_that_says_nothing(client_of: ClientOf) -> None:
    class Silent(FakeResolver):
        async def resolve(self, *_: object) -> list[ResolveResult]:  # type: ignore[override]
            await asyncio.Event().wait()
            raise AssertionError

    client = client_of(resolver=Silent({}), http_connect_seconds=0.1)
    with pytest.raises(FetchError, match="no connection") as caught:
        await client.get("http://news.example/")
    assert caught.value.kind == "timeout"


@pytest.mark.parametrize("where", ["headers", "body", "hints"])
async def test_a_slow_drip_ends_with_the_total_time(
    server: HostileServer, client_of: ClientOf, where: str
) -> None:
    starts = {
        "headers": (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        "body": (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"x"),
        "hints": (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    }

    async def drip(visit: Visit) -> None:
        start, drop = starts[where]
        await visit.send(start)
        while not visit.closing.is_set():
            await visit.send(drop)
            await asyncio.sleep(0.02)

    server.routes["/"] = drip
    kind = await kind_of(client_of, server, "/", http_total_seconds=0.4, http_idle_seconds=5.0)
    # 128 header lines may be reached first; either way it ends.
    assert kind == "timeout" or (where == "headers" and kind == "connection")


async def test_a_redirect_to_itself(server: HostileServer, client_of: ClientOf) -> None:
    server.routes["/"] = redirect_to("/")
    assert await kind_of(client_of, server, "/") == "redirect_loop"
    assert len(server.visits) == 1


async def test_a_ring_of_redirects(server: HostileServer, client_of: ClientOf) -> None:
    server.routes |= {"/a": redirect_to("/b"), "/b": redirect_to("/c"), "/c": redirect_to("/b#x")}
    assert await kind_of(client_of, server, "/a") == "redirect_loop"
    assert len(server.visits) == 3


async def test_as_many_hops_as_allowed_and_no_more(
    server: HostileServer, client_of: ClientOf
) -> None:
    for n in range(6):
        server.routes[f"/{n}"] = redirect_to(f"/{n + 1}")
    server.routes["/6"] = answer_of(200, b"end")
    assert await kind_of(client_of, server, "/0", http_max_hops=5) == "too_many_hops"
    client = client_of(allowed_private_hosts=(server.pair,), http_max_hops=6)
    assert (await client.get(server.url("/0"))).body == b"end"


async def test_the_body_of_a_redirect_is_not_read(
    server: HostileServer, client_of: ClientOf
) -> None:
    async def talkative(visit: Visit) -> None:
        await visit.send(b"HTTP/1.1 302 F\r\nLocation: /end\r\nContent-Length: 9999999999\r\n\r\n")
        await visit.silence()

    server.routes |= {"/": talkative, "/end": answer_of(200, b"end")}
    client = client_of(allowed_private_hosts=(server.pair,))
    assert (await client.get(server.url("/"))).body == b"end"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"", "connection"),
        (b"no http at all\r\n\r\n", "connection"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "connection"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "connection"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", "connection"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 20_000 + b"\r\n\r\n", "connection"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\nx", "encoding"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nplain text", "encoding"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\xff\xff\xff", "encoding"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
            + gzip.compress(b"x" * 99, mtime=0)[:-9],
            "encoding",
        ),
        (b"HTTP/1.1 302 F\r\nLocation: ftp://host/\r\n\r\n", "bad_url"),
        (b"HTTP/1.1 302 F\r\nLocation: http://u:p@host/\r\n\r\n", "bad_url"),
        (b"HTTP/1.1 302 F\r\nLocation: http://[/\r\n\r\n", "bad_url"),
    ],
)
async def test_answers_that_are_none(
    server: HostileServer, client_of: ClientOf, answer: bytes, kind: str
) -> None:
    async def once(visit: Visit) -> None:
        await visit.send(answer)

    server.routes["/"] = once
    assert await kind_of(client_of, server, "/") == kind


async def test_after_all_that_the_client_still_works(
    server: HostileServer, client_of: ClientOf
) -> None:
    async def broken(visit: Visit) -> None:
        await visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")

    server.routes |= {"/broken": broken, "/fine": answer_of(200, b"fine")}
    client = client_of(allowed_private_hosts=(server.pair,), http_max_bytes=2000)
    server.routes["/large"] = answer_of(200, bytes(3000))
    for path in ("/broken", "/large"):
        with pytest.raises(FetchError):
            await client.get(server.url(path))
        assert (await client.get(server.url("/fine"))).body == b"fine"


async def test_nobody_there(client_of: ClientOf) -> None:
    async with HostileServer() as gone:
        pair, url = gone.pair, gone.url("/")
    with pytest.raises(FetchError) as caught:
        await client_of(allowed_private_hosts=(pair,)).get(url)
    assert caught.value.kind == "connection"


async def test_a_name_that_does_not_exist(client_of: ClientOf) -> None:
    with pytest.raises(FetchError) as caught:
        await client_of().get("http://no-such-name.invalid/feed")
    assert caught.value.kind == "dns"


async def test_cancelling_is_no_fetch_error(server: HostileServer, client_of: ClientOf) -> None:
    arrived = asyncio.Event()

    async def wait(visit: Visit) -> None:
        arrived.set()
        await visit.silence()

    server.routes["/"] = wait
    client = client_of(allowed_private_hosts=(server.pair,))
    task = asyncio.ensure_future(client.get(server.url("/")))
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
