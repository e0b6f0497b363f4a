import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.http.addresses import GuardedResolver, guarded_socket, refusal, why_not
from runtime.http.errors import RefusedAddress
from tests.fakes.hostile import FakeResolver

INNER = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "203.0.113.7",
    "224.0.0.251",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "4000::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]

PUBLIC = ["1.1.1.1", "8.8.8.8", "151.101.0.81", "172.32.0.1", "223.255.255.255", "2a00:1450::1"]


@pytest.mark.parametrize("address", INNER)
def test_inner_addresses_are_refused(address: str) -> None:
    assert refusal(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_not(address: str) -> None:
    assert refusal(ipaddress.ip_address(address)) is None


@given(st.ip_addresses())
def test_what_python_knows_to_be_no_global_address_is_refused(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if not address.is_global or address.is_multicast or address.is_reserved:
        assert refusal(address)


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_gets_in_dressed_as_ipv6(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    for disguise in (
        ipaddress.IPv6Address(0xFFFF << 32 | number),
        ipaddress.IPv6Address(number),
        ipaddress.IPv6Address((0x64FF9B << 96) | number),
        ipaddress.IPv6Address((0x2002 << 112) | (number << 80)),
    ):
        assert refusal(disguise), disguise


@pytest.mark.parametrize("text", ["2130706433", "127.1", "0x7f.0.0.1", "", "localhost", "1.2.3"])
def test_what_is_no_address_is_refused_at_the_socket(text: str) -> None:
    assert why_not(text, refusal)


def test_the_socket_is_not_made_for_a_refused_address() -> None:
    make = guarded_socket(refusal)
    with pytest.raises(RefusedAddress, match="loopback"):
        make((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80)))
    made = make((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80)))
    with made:
        assert made.family == socket.AF_INET


async def test_the_resolver_keeps_the_public_ones_of_a_mixed_answer() -> None:
    resolver = GuardedResolver(FakeResolver({"mixed": [["127.0.0.1", "8.8.8.8", "::1"]]}), refusal)
    assert [each["host"] for each in await resolver.resolve("mixed", 80)] == ["8.8.8.8"]
    await resolver.close()


async def test_the_resolver_refuses_a_name_with_inner_addresses_only() -> None:
    resolver = GuardedResolver(FakeResolver({"inner": [["10.0.0.1", "::1"]]}), refusal)
    with pytest.raises(RefusedAddress, match=r"10\.0\.0\.1 is private"):
        await resolver.resolve("inner", 80)
