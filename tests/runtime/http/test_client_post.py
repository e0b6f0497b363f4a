"""A POST: guarded like every request, and never sent on to where the answer points."""

import pytest

from runtime.http import FetchError
from tests.fakes.hostile import FakeResolver, HostileServer, Visit, answer_of, redirect_to
from tests.runtime.http.conftest import ClientOf

HEADERS = {"Content-Type": "application/json", "webhook-id": "a.1"}


def closing(answer: bytes) -> object:
    """An answer after which the line is closed: what was sent is no second request."""

    async def behave(visit: Visit) -> None:
        await visit.send(answer)

    return behave


async def test_body_and_headers_go_out_as_given(server: HostileServer, client_of: ClientOf) -> None:
    server.routes["/hook"] = closing(answer_of(204, b"", {"Connection": "close"}))  # type: ignore[assignment]
    client = client_of(allowed_private_hosts=(server.pair,))
    answer = await client.post(server.url("/hook"), b'{"a":1}', headers=HEADERS)
    (visit,) = server.visits
    assert answer.status == 204
    assert visit.request.startswith(b"POST /hook ")
    assert visit.header("webhook-id") == b"a.1"
    assert visit.header("Content-Type") == b"application/json"
    assert visit.header("Content-Length") == b"7"


async def test_a_redirect_is_an_answer_and_no_way_inside(
    server: HostileServer, client_of: ClientOf
) -> None:
    inward = redirect_to(server.url("/inner"), 307)
    server.routes["/hook"] = closing(inward)  # type: ignore[assignment]
    client = client_of(allowed_private_hosts=(server.pair,))
    answer = await client.post(server.url("/hook"), b"{}", headers=HEADERS)
    assert (answer.status, answer.hops) == (307, ())
    assert [visit.path for visit in server.visits] == ["/hook"]


async def test_inner_addresses_are_refused(server: HostileServer, client_of: ClientOf) -> None:
    for client, url in (
        (client_of(), server.url("/hook")),
        (
            client_of(resolver=FakeResolver({"desk.example": [["127.0.0.1"]]})),
            server.url("/hook", host="desk.example"),
        ),
    ):
        with pytest.raises(FetchError) as caught:
            await client.post(url, b"{}", headers=HEADERS)
        assert caught.value.kind == "refused_address"
    assert server.connections == 0


async def test_a_receiver_that_never_answers_ends_in_time(
    server: HostileServer, client_of: ClientOf
) -> None:
    server.routes["/hook"] = Visit.silence
    client = client_of(allowed_private_hosts=(server.pair,), http_total_seconds=0.2)
    with pytest.raises(FetchError) as caught:
        await client.post(server.url("/hook"), b"{}", headers=HEADERS)
    assert caught.value.kind == "timeout"
