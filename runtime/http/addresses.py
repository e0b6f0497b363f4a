"""Which addresses are of the public internet, and which no stranger may make us reach."""

import ipaddress
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_network

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import AddrInfoType

from runtime.http.errors import RefusedAddress

Refusal = Callable[[IPv4Address | IPv6Address], str | None]
"""Says why an address is refused, or None where it may be reached."""

INNER: dict[str, tuple[str, ...]] = {
    "this host": ("0.0.0.0/8", "::/128"),
    "loopback": ("127.0.0.0/8", "::1/128"),
    "private": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
    "shared by a carrier": ("100.64.0.0/10",),
    "link-local": ("169.254.0.0/16", "fe80::/10"),
    "for protocols": ("192.0.0.0/24", "2001::/23"),
    "for documentation": (
        "192.0.2.0/24",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "2001:db8::/32",
        "3fff::/20",
    ),
    "for benchmarks": ("198.18.0.0/15",),
    "multicast": ("224.0.0.0/4", "ff00::/8"),
    "reserved": ("240.0.0.0/4",),
    "an IPv4 address in disguise": (
        "::/96",
        "::ffff:0:0/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "192.88.99.0/24",
    ),
}
"""The special-purpose registries of IANA (RFC 6890 and its updates), as of 2025.

Written out, since `ipaddress.is_global` differs between the Python versions that we run on. An IPv4
address inside an IPv6 one (mapped, NAT64, 6to4) is refused as such: what the translator makes of it
cannot be checked from here.
"""

GLOBAL_UNICAST = ip_network("2000::/3")
"""All of IPv6 that IANA has given out for hosts (RFC 4291); the rest is not the internet."""

_NETWORKS = tuple(
    (ip_network(network), why) for why, networks in INNER.items() for network in networks
)


def refusal(address: IPv4Address | IPv6Address) -> str | None:
    """Why `address` must not be reached, in a word or two; None where it is a public one."""
    for network, why in _NETWORKS:
        if address.version == network.version and address in network:
            return why
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST:
        return "reserved"
    return None


def parsed(text: str) -> IPv4Address | IPv6Address | None:
    """The address that `text` is in its canonical form, None for a name or any other form."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


class GuardedResolver(AbstractResolver):
    """Asks `inner` and passes on only addresses that may be reached."""

    def __init__(self, inner: AbstractResolver, refuses: Refusal) -> None:
        self._inner = inner
        self._refuses = refuses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The public addresses of `host`. Raises `RefusedAddress` where it has only others."""
        found = await self._inner.resolve(host, port, family)
        reasons = [why_not(each["host"], self._refuses) for each in found]
        kept = [each for each, why in zip(found, reasons, strict=True) if why is None]
        if found and not kept:
            raise RefusedAddress(host, f"its address {found[0]['host']} is {reasons[0]}")
        return kept

    async def close(self) -> None:
        """Let the inner resolver go."""
        await self._inner.close()


def why_not(text: str, refuses: Refusal) -> str | None:
    """Why the address written as `text` must not be reached; None where it may be."""
    address = parsed(text)
    return "not written as an address" if address is None else refuses(address)


def guarded_socket(refuses: Refusal) -> Callable[[AddrInfoType], socket.socket]:
    """Make the sockets of a connector: the last look at the address, at the moment of connecting.

    The address judged here is the very one that is connected to, so neither a DNS answer that
    changes between check and use nor a literal address in a link gets around it.
    """

    def make(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        host = str(address[0])
        why = why_not(host, refuses)
        if why is not None:
            raise RefusedAddress(host, f"the address is {why}")
        return socket.socket(family, kind, protocol)

    return make
