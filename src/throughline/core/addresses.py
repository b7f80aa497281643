"""Where others reach the pages, if they can."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def find_public_address(address: str) -> str:
    """The address that others reach the pages at; empty where it is this machine's own, which nobody else can open."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host == "localhost" or host.endswith(".localhost") or _is_loopback(host):
        return ""
    return f"{parts.scheme}://{parts.netloc}" if host else ""


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
