"""Which network addresses are public: the same answer on every Python version.

The flags of ``ipaddress`` differ between releases (3.11.4, 3.12.4 and 3.13
changed them) and let multicast, NAT64, 6to4 and 100.64/10 pass in one of them.
The lists below are the IANA special-purpose registries of 2025, written out.
"""

from __future__ import annotations

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

_CLOSED_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier NAT, cloud metadata of Alibaba
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's wire server answers on every virtual machine
        "169.254.0.0/16",  # link local, cloud metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments, Oracle metadata
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_OPEN_V6 = IPv6Network("2000::/3")  # all that IANA has opened as global unicast
_CLOSED_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 carries an IPv4 address that nobody checked
        "3fff::/20",  # documentation
    )
)


def is_public(address: str) -> bool:
    """Return whether a literal address lies on the open internet.

    Text that is no address is not public. An IPv4 address mapped into IPv6 is
    judged as the IPv4 address it is; a zone (``%eth0``) is ignored.
    """
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        if mapped is None:
            return parsed in _OPEN_V6 and not any(parsed in network for network in _CLOSED_V6)
        parsed = mapped
    return not any(parsed in network for network in _CLOSED_V4)
