"""Ask links, politely and safely: few at once, bounded in time and redirects, and never inside the user's network.

A workbook comes from somebody else. Without care its links could make this machine knock on the doors of its own
network (printers, routers, a metadata service). So each name is resolved here, every address is looked at, and the
connection goes to the very address that was looked at: a name that answers differently a moment later changes nothing.
"""

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, urljoin, urlsplit

import httpcore

from lke_cli import __version__
from lke_cli.evidence.links import is_internal_name, with_scheme
from lke_cli.evidence.services import ROBOT_WALLS, asks_to_sign_in, is_sign_in_page, says_denied
from lke_cli.numbers import format_number

AT_ONCE = 4
_SECONDS = 20.0
"""For one link with all its redirects."""
MAX_REDIRECTS = 5
MAX_LINKS, MAX_OF_HOST, _MAX_SECONDS = 1_000, 500, 900.0
"""Links that are asked at most, those of one host, and seconds for all. What goes beyond is not asked, and said."""

_State = Literal["unasked", "reachable", "forbidden", "dead", "internal", "unsure"]
_Reason = Literal["answered", "unresolved", "no-such-name", "unconnected", "other"]
"""What it rests on. unresolved: the names of sites could not be asked for. no-such-name: there is no such site.
unconnected: nobody was there, or nothing leads there."""

_SAFE = "%/:=&?~#+!$,;'@()*[]"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")  # all that IPv6 has given out for the internet
_RESERVED = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16"),
    )
)
"""The IANA registries of special-purpose addresses: Python's own list differs from version to version."""
_MOST_READ = 65_536  # bytes of a page
_HEAD_SHARE = 0.4  # of the time for a link
_AGENT = f"lke-cli/{__version__} (pemeriksa tautan bukti dukung)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of asking a link; detail is Indonesian, part of a sentence."""

    state: _State
    detail: str
    reason: _Reason = "answered"


_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class _InternalError(Exception):
    pass


class _UnknownNameError(Exception):
    def __init__(self, *, sure: bool) -> None:
        self.sure = sure


def ask_all(
    urls: Iterable[str],
    *,
    trusted: frozenset[str] = frozenset(),
    most: int = MAX_LINKS,
    of_host: int = MAX_OF_HOST,
    seconds: float = _MAX_SECONDS,
) -> Iterator[tuple[str, Answer]]:
    """Yield every link with its answer, as they come; those beyond a bound are ``unasked``, with the bound.

    trusted: addresses of the own network that are not refused; for tests against a local server. most, of_host: links
    that are asked, and of one host. seconds: for all of them.
    """
    chosen, beyond = _within(urls, most, of_host)
    yield from beyond
    deadline = time.monotonic() + seconds
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    answers: queue.SimpleQueue[tuple[str, Answer]] = queue.SimpleQueue()
    for url in chosen:
        waiting.put(url)
    context = ssl.create_default_context() if chosen else None

    def work() -> None:
        while True:
            try:
                url = waiting.get_nowait()
            except queue.Empty:
                return
            left = deadline - time.monotonic()
            if left <= 0:
                answers.put((url, Answer("unasked", f"waktu {seconds / 60:.0f} menit untuk semua tautan habis")))
                continue
            try:
                answer = ask(url, context=context, trusted=trusted, seconds=min(_SECONDS, left))
            except Exception:
                answer = Answer("unsure", "alamatnya tidak dapat dicoba", "other")
            answers.put((url, answer))

    # Daemons: after Ctrl-C nobody waits for a site, or for the system's search for a name, which cannot be broken off.
    for _ in range(min(AT_ONCE, len(chosen))):
        threading.Thread(target=work, daemon=True).start()
    for _ in chosen:
        yield _patiently(answers)


def _patiently(answers: "queue.SimpleQueue[tuple[str, Answer]]") -> tuple[str, Answer]:
    while True:
        try:
            return answers.get(timeout=0.5)  # Windows hears Ctrl-C only between two waits
        except queue.Empty:
            continue


def _within(urls: Iterable[str], most: int, of_host: int) -> tuple[list[str], list[tuple[str, Answer]]]:
    """Return the links that are asked, and those that are not because there are too many, of one host or in all."""
    chosen: list[str] = []
    beyond: list[tuple[str, Answer]] = []
    hosts: Counter[str] = Counter()
    for url in urls:
        host = _host(url)
        if len(chosen) >= most:
            beyond.append((url, Answer("unasked", f"lebih dari {format_number(most, 0)} tautan")))
        elif hosts[host] >= of_host:
            beyond.append((url, Answer("unasked", f"lebih dari {format_number(of_host, 0)} tautan ke {host}")))
        else:
            hosts[host] += 1
            chosen.append(url)
    return chosen, beyond


def _host(url: str) -> str:
    try:
        return (urlsplit(with_scheme(url.strip())).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def ask(
    url: str,
    *,
    context: ssl.SSLContext | None = None,
    trusted: frozenset[str] = frozenset(),
    seconds: float = _SECONDS,
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
            reply = _request(pool, "HEAD", url, deadline, most=_HEAD_SHARE * seconds)
        except (httpcore.ReadTimeout, httpcore.RemoteProtocolError, httpcore.ReadError):
            reply = _Reply(0)
        if not 0 < reply.status < 400 or reply.is_page:
            reply = _request(pool, "GET", url, deadline, whole=reply.is_page)
        if reply.status not in (301, 302, 303, 307, 308) or not reply.location:
            return _verdict(reply)
        url = urljoin(url, reply.location)
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            return Answer("unsure", f"dialihkan ke alamat {parts.scheme or 'kosong'}, bukan halaman web")
        if parts.hostname not in trusted and is_internal_name(parts.hostname or ""):
            raise _InternalError
        if asks_to_sign_in(parts.hostname or "", parts.path):
            return Answer("unsure", "dialihkan ke halaman masuk akun")
    return Answer("unsure", f"dialihkan lebih dari {MAX_REDIRECTS} kali")


def _verdict(reply: "_Reply") -> Answer:
    status = reply.status
    if 200 <= status < 300 or status == 416:
        if is_sign_in_page(reply.page):
            return Answer("unsure", "halamannya meminta masuk akun")
        if says_denied(reply.page):
            return Answer("forbidden", "halamannya menyatakan aksesnya ditolak")
        return Answer("reachable", "dapat dibuka")
    if reply.walled and status in (403, 429, 503):
        return Answer("unsure", f"situsnya hanya menerima peramban (HTTP {status})")
    if status in (401, 403, 407, 451):
        return Answer("forbidden", f"tidak boleh dibuka (HTTP {status})")
    if status in (404, 410):
        return Answer("dead", f"tidak ada lagi (HTTP {status})")
    return Answer("unsure", f"situsnya menjawab HTTP {status}")


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a site answered. walled: by what keeps programs out. page: the beginning of its HTML, where it was read."""

    status: int
    location: str = ""
    is_page: bool = False
    walled: bool = False
    page: str = ""


def _request(
    pool: httpcore.ConnectionPool,
    method: str,
    url: str,
    deadline: float,
    *,
    most: float = _SECONDS,
    whole: bool = False,
) -> _Reply:
    """Return what a site answers. most: seconds to wait for it. whole: the beginning of its body is read too."""
    left = min(most, deadline - time.monotonic())
    if left <= 0:
        raise TimeoutError
    headers = [("User-Agent", _AGENT), ("Accept", "*/*"), ("Accept-Encoding", "identity")]
    if method == "GET" and not whole:
        headers.append(("Range", "bytes=0-0"))
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), left)
    with pool.stream(method, _plain(url), headers=headers, extensions={"timeout": timeouts}) as response:
        fields = {name.lower(): value.decode("utf-8", "replace") for name, value in response.headers}
        server = fields.get(b"server", "").lower()
        return _Reply(
            status=response.status,
            location=fields.get(b"location", ""),
            is_page=response.status < 300 and fields.get(b"content-type", "").lower().startswith("text/html"),
            walled=b"cf-mitigated" in fields or server.startswith(ROBOT_WALLS),
            page=_beginning(response, deadline) if whole else "",
        )


def _beginning(response: httpcore.Response, deadline: float) -> str:
    """Return the beginning of a page, as much as comes in time."""
    read = b""
    for part in response.iter_stream():
        read += part
        if len(read) >= _MOST_READ or time.monotonic() > deadline:
            break
    return read[:_MOST_READ].decode("utf-8", "replace")


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
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is None and ip not in _UNICAST:
            return False
        ip = inner or ip
    if any(ip in network for network in _RESERVED):
        return False
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
            known = _resolve(host, port, self._deadline - time.monotonic())
        except UnicodeError as error:
            raise _UnknownNameError(sure=True) from error
        except socket.gaierror as error:
            # All else (EAI_AGAIN, EAI_FAIL) says that this computer cannot ask for names now.
            raise _UnknownNameError(sure=error.errno in _NO_SUCH_NAME) from error
        addresses = list(dict.fromkeys(str(address[4][0]) for address in known))
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


def _resolve(host: str, port: int, seconds: float) -> list[Any]:
    """Return what the system knows of a name, within a time that the system's own search does not know."""
    answers: queue.SimpleQueue[list[Any] | Exception] = queue.SimpleQueue()

    def search() -> None:
        try:
            answers.put(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except Exception as error:
            answers.put(error)

    threading.Thread(target=search, daemon=True).start()
    try:
        result = answers.get(timeout=max(0.0, seconds))
    except queue.Empty:
        raise httpcore.ConnectTimeout from None
    if isinstance(result, Exception):
        raise result
    return result


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
