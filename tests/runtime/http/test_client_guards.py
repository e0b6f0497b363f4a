"""Every way a stranger may try to lead a request inside, on real sockets."""

from ipaddress import IPv4Address, IPv6Address

import pytest

from runtime.http import FetchError
from tests.fakes.hostile import FakeResolver, HostileServer, answer_of, redirect_to
from tests.runtime.http.conftest import ClientOf

OUTSIDE = IPv4Address("127.0.0.2")


def only_outside(address: IPv4Address | IPv6Address) -> str | None:
    """A rule under which one loopback address plays the public internet."""
    return None if address == OUTSIDE else "inner"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0"])
async def test_loopback_is_refused_by_default(
    server: HostileServer, client_of: ClientOf, host: str
) -> None:
    server.routes["/"] = answer_of(200, b"secret")
    with pytest.raises(FetchError) as caught:
        await client_of().get(f"http://{host}:{server.port}/")
    assert caught.value.kind == "refused_address"
    assert server.connections == 0


@pytest.mark.parametrize(
    "host", ["10.0.0.1", "169.254.169.254", "192.168.0.1", "[::ffff:8.8.8.8]", "[fe80::1]"]
)
async def test_inner_literals_are_refused_at_once(client_of: ClientOf, host: str) -> None:
    with pytest.raises(FetchError) as caught:
        await client_of().get(f"http://{host}/latest/meta-data/")
    assert caught.value.kind == "refused_address"
    assert caught.value.url.startswith(f"http://{host[:4]}")
    assert caught.value.url.endswith("/latest/meta-data/")


async def test_a_name_that_leads_inside_is_refused(
    server: HostileServer, client_of: ClientOf
) -> None:
    client = client_of(resolver=FakeResolver({"news.example": [["127.0.0.1"]]}))
    with pytest.raises(FetchError) as caught:
        await client.get(server.url("/", host="news.example"))
    assert caught.value.kind == "refused_address"
    assert server.connections == 0


async def test_an_answer_that_changes_between_requests_is_judged_anew(client_of: ClientOf) -> None:
    async with HostileServer("127.0.0.2") as outer:
        outer.routes["/"] = answer_of(200, b"news", {"Connection": "close"})
        resolver = FakeResolver({"news.example": [["127.0.0.2"], ["127.0.0.1"]]})
        first = client_of(resolver=resolver, refuses=only_outside)
        assert (await first.get(outer.url("/", host="news.example"))).body == b"news"
        second = client_of(resolver=resolver, refuses=only_outside)
        with pytest.raises(FetchError) as caught:
            await second.get(outer.url("/", host="news.example"))
    assert caught.value.kind == "refused_address"
    assert outer.connections == 1


async def test_the_public_address_of_a_mixed_answer_is_used(client_of: ClientOf) -> None:
    async with HostileServer("127.0.0.2") as outer:
        outer.routes["/"] = answer_of(200, b"news")
        resolver = FakeResolver({"news.example": [["127.0.0.1", "127.0.0.2", "10.0.0.1"]]})
        client = client_of(resolver=resolver, refuses=only_outside)
        assert (await client.get(outer.url("/", host="news.example"))).body == b"news"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("by", ["literal", "name", "odd"])
async def test_a_redirect_inside_is_refused_at_every_hop(
    server: HostileServer, client_of: ClientOf, status: int, by: str
) -> None:
    host = {"literal": "127.0.0.1", "name": "inner.example", "odd": "127.1"}[by]
    async with HostileServer("127.0.0.2") as outer:
        outer.routes["/a"] = redirect_to("/b", status)
        outer.routes["/b"] = redirect_to(server.url("/secret", host=host), status)
        names = {"news.example": [["127.0.0.2"]], "inner.example": [["127.0.0.1"]]}
        client = client_of(resolver=FakeResolver(names), refuses=only_outside)
        with pytest.raises(FetchError) as caught:
            await client.get(outer.url("/a", host="news.example"))
    assert caught.value.kind == ("bad_url" if by == "odd" else "refused_address")
    assert server.connections == 0


async def test_what_is_allowed_is_allowed_by_name_and_port(
    server: HostileServer, client_of: ClientOf
) -> None:
    server.routes["/"] = answer_of(200, b"mine")
    client = client_of(allowed_private_hosts=(server.pair,))
    assert (await client.get(server.url("/"))).body == b"mine"
    for other in (server.url("/", host="localhost"), f"http://127.0.0.1:{server.port + 1}/"):
        with pytest.raises(FetchError) as caught:
            await client.get(other)
        assert caught.value.kind == "refused_address"


async def test_a_stranger_may_not_use_what_the_operator_allowed(
    server: HostileServer, client_of: ClientOf
) -> None:
    async with HostileServer("127.0.0.2") as outer:
        outer.routes["/"] = redirect_to(server.url("/"))
        client = client_of(allowed_private_hosts=(server.pair,), refuses=only_outside)
        with pytest.raises(FetchError) as caught:
            await client.get(outer.url("/"))
    assert caught.value.kind == "refused_address"
    assert server.connections == 0


async def test_an_allowed_host_does_not_open_its_neighbours(
    server: HostileServer, client_of: ClientOf
) -> None:
    async with HostileServer() as neighbour:
        server.routes["/"] = redirect_to(neighbour.url("/"))
        neighbour.routes["/"] = answer_of(200, b"secret")
        with pytest.raises(FetchError) as caught:
            await client_of(allowed_private_hosts=(server.pair,)).get(server.url("/"))
        assert caught.value.kind == "refused_address"
        assert neighbour.connections == 0
        both = client_of(allowed_private_hosts=(server.pair, neighbour.pair))
        assert (await both.get(server.url("/"))).body == b"secret"


async def test_the_proxies_of_the_environment_are_ignored(
    server: HostileServer, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with HostileServer() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url(""))
        monkeypatch.delenv("no_proxy", raising=False)
        server.routes["/"] = answer_of(200, b"direct")
        client = client_of(allowed_private_hosts=(server.pair,))
        assert (await client.get(server.url("/"))).body == b"direct"
        assert proxy.connections == 0


async def test_secrets_do_not_follow_to_another_origin(client_of: ClientOf) -> None:
    async with HostileServer() as first, HostileServer() as second:
        first.routes["/here"] = redirect_to("/again")
        first.routes["/again"] = redirect_to(second.url("/there"))
        second.routes["/there"] = answer_of(200, b"")
        client = client_of(allowed_private_hosts=(first.pair, second.pair))
        secrets = {"Authorization": "Bearer x", "COOKIE": "a=b", "If-None-Match": '"v"'}
        await client.get(first.url("/here"), headers=secrets)
        assert [visit.header("authorization") for visit in first.visits] == [b"Bearer x"] * 2
        assert second.visits[0].header("authorization") is None
        assert second.visits[0].header("cookie") is None
        assert second.visits[0].header("if-none-match") == b'"v"'


async def test_no_cookie_is_kept(server: HostileServer, client_of: ClientOf) -> None:
    server.routes["/"] = answer_of(200, b"", {"Set-Cookie": "id=1"})
    client = client_of(
        allowed_private_hosts=(f"news.example:{server.port}",),
        resolver=FakeResolver({"news.example": [["127.0.0.1"]]}),
    )
    await client.get(server.url("/", host="news.example"))
    await client.get(server.url("/", host="news.example"))
    assert server.visits[1].header("cookie") is None
