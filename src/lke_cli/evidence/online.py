"""Ask links, politely and safely: few at once, bounded in time and redirects, and never inside the user's network.

A workbook comes from somebody else. Without care its links could make this machine knock on the doors of its own
network (printers, routers, a metadata service). So each name is resolved here, every address is looked at, and the
connection goes to the very address that was looked at: a name that answers differently a moment later changes nothing.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, urljoin, urlsplit

import httpcore

from lke_cli import __version__
from lke_cli.evidence.links import asks_to_sign_in, is_internal_name, with_scheme

AT_ONCE = 4
SECONDS = 20.0
"""For one link with all its redirects."""
MAX_REDIRECTS = 5

State = Literal["reachable", "forbidden", "dead", "internal", "unsure"]
Reason = Literal["answered", "unresolved", "no-such-name", "unconnected", "other"]
"""What it rests on. unresolved: the names of sites could not be asked for. no-such-name: there is no such site.
unconnected: nobody was there, or nothing leads there."""

_SAFE = "%/:=&?~#+!$,;'@()*[]"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HEAD_SHARE = 0.4  # of the time for a link
_AGENT = f"lke-cli/{__version__} (pemeriksa tautan bukti dukung)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of asking a link; detail is Indonesian, part of a sentence."""

    state: State
    detail: str
    reason: Reason = "answered"


_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class _InternalError(Exception):
    pass


class _UnknownNameError(Exception):
    def __init__(self, *, sure: bool) -> None:
        self.sure = sure


def ask_all(urls: Iterable[str], *, trusted: frozenset[str] = frozenset()) -> Iterator[tuple[str, Answer]]:
    """Yield every link with its answer, as they come.

    trusted: addresses of the own network that are not refused; for tests against a local server.
    """
    context = ssl.create_default_context()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = {pool.submit(ask, url, context=context, trusted=trusted): url for url in urls}
        for future in as_completed(asked):
            yield asked[future], future.result()


def ask(
    url: str,
    *,
    context: ssl.SSLContext | None = None,
    trusted: frozenset[str] = frozenset(),
    seconds: float = SECONDS,
) -> Answer:
    """Return what becomes of one link: its head is asked for, and where that is refused its first byte."""
    deadline = time.monotonic() + seconds
    backend = _CheckedBackend(deadline, trusted=trusted)
    with httpcore.ConnectionPool(ssl_context=context, network_backend=backend, max_connections=2) as pool:
        try:
            return _follow(pool, with_scheme(url.strip()), deadline, seconds=seconds, trusted=trusted)
        except _InternalError:
            return Answer("internal", "alamatnya di jaringan dalam; tidak dicoba")
        except _UnknownNameError as error:
            if error.sure:
                return Answer("dead", "nama situsnya tidak dikenal", "no-such-name")
            return Answer("unsure", "nama situsnya tidak dapat dicari sekarang", "unresolved")
        except (httpcore.TimeoutException, TimeoutError):
            return Answer("unsure", f"tidak menjawab dalam {seconds:.0f} detik", "unconnected")
        except httpcore.ConnectError as error:
            if _certificate(error):
                return Answer("unsure", "sertifikat situsnya tidak sah", "other")
            return Answer("dead", "situsnya tidak dapat dihubungi", "unconnected")
        except (httpcore.ProtocolError, httpcore.NetworkError, httpcore.UnsupportedProtocol):
            return Answer("unsure", "jawaban situsnya tidak terbaca", "other")
        except (ValueError, UnicodeError, OSError):
            return Answer("unsure", "alamatnya tidak dapat dicoba", "other")


def _certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _follow(
    pool: httpcore.ConnectionPool, url: str, deadline: float, *, seconds: float, trusted: frozenset[str]
) -> Answer:
    for _ in range(MAX_REDIRECTS + 1):
        # Many servers refuse, mishandle or never answer HEAD; what a browser would do is a GET.
        try:
            status, location = _request(pool, "HEAD", url, deadline, most=_HEAD_SHARE * seconds)
        except (httpcore.ReadTimeout, httpcore.RemoteProtocolError, httpcore.ReadError):
            status, location = 0, ""
        if not 0 < status < 400:
            status, location = _request(pool, "GET", url, deadline)
        if status not in (301, 302, 303, 307, 308) or not location:
            return _verdict(status)
        url = urljoin(url, location)
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            return Answer("unsure", f"dialihkan ke alamat {parts.scheme or 'kosong'}, bukan halaman web")
        if parts.hostname not in trusted and is_internal_name(parts.hostname or ""):
            raise _InternalError
        if asks_to_sign_in(parts.hostname or "", parts.path):
            return Answer("forbidden", "harus masuk akun dulu")
    return Answer("unsure", f"dialihkan lebih dari {MAX_REDIRECTS} kali")


def _verdict(status: int) -> Answer:
    if 200 <= status < 300 or status == 416:
        return Answer("reachable", "dapat dibuka")
    if status in (401, 403, 407, 451):
        return Answer("forbidden", f"tidak boleh dibuka (HTTP {status})")
    if status in (404, 410):
        return Answer("dead", f"tidak ada lagi (HTTP {status})")
    return Answer("unsure", f"situsnya menjawab HTTP {status}")


def _request(
    pool: httpcore.ConnectionPool, method: str, url: str, deadline: float, *, most: float = SECONDS
) -> tuple[int, str]:
    """Return the status and where it points to; the body is never read. most: seconds to wait for it."""
    left = min(most, deadline - time.monotonic())
    if left <= 0:
        raise TimeoutError
    headers = [("User-Agent", _AGENT), ("Accept", "*/*")]
    if method == "GET":
        headers.append(("Range", "bytes=0-0"))
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), left)
    with pool.stream(method, _plain(url), headers=headers, extensions={"timeout": timeouts}) as response:
        location = next((value for name, value in response.headers if name.lower() == b"location"), b"")
        return response.status, location.decode("utf-8", "replace")


def _plain(url: str) -> str:
    """Return an address in ASCII: the host by IDNA, the rest percent-encoded. Raises ValueError."""
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError(url)
    host = parts.hostname if ":" not in parts.hostname else f"[{parts.hostname}]"
    host = host.encode("idna").decode() if not host.isascii() else host
    port = f":{parts.port}" if parts.port else ""
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return f"{parts.scheme}://{host}{port}{quote(parts.path or '/', safe=_SAFE)}{query}"


def is_public(address: str) -> bool:
    """Return whether an IP address lies in the internet, also where an IPv6 address carries an IPv4 one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects only to addresses that were looked at, and not beyond a deadline."""

    def __init__(self, deadline: float, *, trusted: frozenset[str]) -> None:
        self._deadline = deadline
        self._trusted = trusted
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        """Resolve a name, refuse it where any of its addresses is internal, connect to the first that answers."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except UnicodeError as error:
            raise _UnknownNameError(sure=True) from error
        except socket.gaierror as error:
            # All else (EAI_AGAIN, EAI_FAIL) says that this computer cannot ask for names now.
            raise _UnknownNameError(sure=error.errno in _NO_SUCH_NAME) from error
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        if not all(address in self._trusted or is_public(address) for address in addresses):
            raise _InternalError
        failure: Exception = httpcore.ConnectError(host)
        for address in addresses[:3]:
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise httpcore.ConnectTimeout
            try:
                stream = self._plain.connect_tcp(address, port, timeout=min(left, timeout or left))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _DeadlineStream(stream, self._deadline)
        raise failure


class _DeadlineStream(httpcore.NetworkStream):
    """A stream that ends at a deadline: a server that drips a byte a second cannot hold us."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def _left(self, timeout: float | None) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if timeout is None else min(left, timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read, not beyond the deadline."""
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, not beyond the deadline."""
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on encrypted; the certificate is checked against the name, not the address."""
        return _DeadlineStream(
            self._stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        """Return what the stream knows about itself."""
        return self._stream.get_extra_info(info)
