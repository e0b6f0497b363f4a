import socket

import pytest

from runtime.http import names
from runtime.http.names import NameResolver


async def test_the_systems_names_are_found() -> None:
    resolver = NameResolver(2)
    found = await resolver.resolve("localhost", 8080)
    assert {each["host"] for each in found} & {"127.0.0.1", "::1"}
    assert {each["port"] for each in found} == {8080}
    with pytest.raises(OSError, match=r".+"):
        await resolver.resolve("no-such-name.invalid", 80)
    await resolver.close()


async def test_scoped_addresses_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(*_: object) -> list[tuple[object, ...]]:
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1", 80, 0, 2)),
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2a00::1", 80, 0, 0)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80)),
        ]

    monkeypatch.setattr(names.socket, "getaddrinfo", answers)
    resolver = NameResolver(1)
    found = await resolver.resolve("news.example", 80)
    assert [each["host"] for each in found] == ["2a00::1", "8.8.8.8"]
    await resolver.close()
