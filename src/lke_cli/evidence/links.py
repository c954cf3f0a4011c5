"""The links of a workbook's evidence columns, and what is wrong with them as they are written. No network here."""

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from lke_cli.evidence import rules
from lke_cli.findings import Finding, Rule
from lke_cli.rubric.model import Rubric
from lke_cli.untrusted import one_line
from lke_cli.values import as_text
from lke_cli.workbook.hyperlinks import CellLinks
from lke_cli.workbook.read import Workbook
from lke_cli.workbook.sheets import column_letters

MANY = 3
"""Questions under one link from which it is said."""

Flaw = Literal["malformed", "placeholder", "local", "private-view", "folder", "internal"]

_UNUSABLE: frozenset[Flaw] = frozenset({"malformed", "placeholder", "local", "internal"})
_RULES: dict[Flaw, Rule] = {
    "malformed": rules.LINK_MALFORMED,
    "placeholder": rules.LINK_PLACEHOLDER,
    "local": rules.LINK_LOCAL,
    "private-view": rules.LINK_PRIVATE_VIEW,
    "folder": rules.LINK_FOLDER,
    "internal": rules.LINK_INTERNAL,
}
_SAID: dict[Flaw, str] = {
    "malformed": "salah tulis",
    "placeholder": "hanya contoh, belum diganti",
    "local": "menunjuk ke komputer sendiri",
    "private-view": "membuka halaman masuk atau tampilan sunting",
    "folder": "membuka folder, bukan berkas",
    "internal": "menunjuk ke jaringan dalam",
}

# Anything that was meant as an address: a scheme (misspelt ones too), www., a drive or server path, host/path.
_ADDRESS = re.compile(
    r"""(?xi)
      \b (?:https?|htp|htps|htpps|hhtps?|htt?tps?|ttps?) (?:\s?[:;]\s?/{0,2}|/{1,2}) (?:\s(?=\w+\.))? [^\s<>"|]*
    | \b file: [^\s<>"|]+ (?:[ ][^\s<>"|:]+)*
    | \b ftp:// [^\s<>"|]+
    | (?<![A-Za-z]) [A-Za-z]:[\\/] [^\n<>"|;]*
    | (?<!\S) \\\\[\w.-]+\\ [^\n<>"|;]*
    | (?<![\w@.-]) www\.[^\s<>"|]+
    | (?<![\w@./-]) (?:[a-z0-9-]+\.)+ (?:com|net|org|id|ly|ms|gl|me|io|co|to|info|app|page|site|be|gle)
      (?:/[^\s<>"|]*)
    """
)
_PLACEHOLDER_TEXT = re.compile(
    r"(?i)\W*(?:isi\s+|masukkan\s+|tempel\s+|taruh\s+)?(?:link|tautan|url|alamat)"
    r"(?:\s+(?:di\s*sini|drive|google\s*drive|gdrive|bukti(?:\s+dukung)?|eviden(?:ce)?|berkas|file|dokumen))*\W*"
    r"|\W*(?:x{2,}|\.{3,}|tbd|todo|menyusul|n/?a)\W*"
)
_PLACEHOLDER_HOST = re.compile(
    r"(?i)(?:.*\.)?(?:example|contoh|domain|namadomain|website|situs)\.(?:com|org|net|id|co\.id|go\.id)$"
)
_PLACEHOLDER_PART = re.compile(
    r"(?i)x{3,}|\.{3,}|…|<[^>]*>|\[[^\]]*\]|\{[^}]*\}|(?:isi|your|nama)[-_]?(?:link|file|id|berkas)"
)
_SIGN_IN_HOSTS = ("accounts.google.com", "login.microsoftonline.com", "login.live.com", "mail.google.com")
_SIGN_IN_PATH = re.compile(r"(?i)/(?:signin|sign-in|login|log-in|masuk|servicelogin|auth)(?:[/.?]|$)")
_EDIT_PATH = re.compile(r"(?i)/edit(?:[/#]|$)|/drive/(?:u/\d+/)?(?:my-drive|home|shared-with-me|recent)|/drive/?$")
_FOLDER = re.compile(
    r"(?i)drive\.google\.com/(?:drive/)?(?:u/\d+/)?(?:mobile/)?folders/|drive\.google\.com/folderview|/:f:/|1drv\.ms/f/"
    r"|dropbox\.com/(?:sh|scl/fo)/|mega\.nz/(?:folder|#F!)|mediafire\.com/folder/"
)
_EDGE = ".,;)]}'\"’”"
_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it stands in a cell. question: whose row it is in. cell: as ``SHEET!K12``."""

    url: str
    question: str
    cell: str


def find_links(workbook: Workbook, rubric: Rubric, behind: CellLinks | None) -> list[Link]:
    """Return every link of the evidence columns, in the order of the form; once per cell.

    behind: the links behind cells, where the file's format gives them.
    """
    found: list[Link] = []
    named = workbook.layout.columns.get("links")
    for code, question in rubric.questions.items():
        for row_code in (code, *(each.code for each in question.inputs)):
            item = workbook.items.get(row_code)
            if item is None:
                continue
            for column in workbook.layout.evidence_columns:
                text = as_text(workbook.at(row_code, column))
                hidden = (behind or {}).get((item.row, column), [])
                cell = f"{workbook.sheet}!{column_letters(column)}{item.row + 1}"
                urls = [*hidden, *addresses_in(text)]
                if not urls and text and behind is not None and (column == named or column in workbook.layout.extra):
                    urls = [text] if _PLACEHOLDER_TEXT.fullmatch(text) else []
                for key, url in {same_link(url): url for url in reversed(urls)}.items():
                    if key:
                        found.append(Link(url, code, cell))
    return found


def addresses_in(text: str) -> Iterator[str]:
    """Yield what is meant as an address in a text: several in a cell, misspelt schemes and local paths too."""
    for match in _ADDRESS.finditer(text):
        address = _trimmed(match.group())
        # Two addresses that a lost line break glued together.
        parts = re.split(r"(?i)(?<=.)(?<![=/&?%])(?=https?://)", address)
        for part in parts:
            if re.search(r"\w", part):
                yield _trimmed(part)


def _trimmed(address: str) -> str:
    address = address.strip()
    return address if address.endswith(("...", "…")) else address.rstrip(_EDGE)


def same_link(url: str) -> str:
    """Return a form of an address that is the same for all its spellings: case of the host, tracking, a last slash."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
    except ValueError:
        return url
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if k not in ("usp", "utm_source", "fbclid", "pli")])
    return urlunsplit(("https", parts.netloc.lower(), parts.path.rstrip("/"), query, "")) or url


def flaw_of(url: str) -> Flaw | None:
    """Return what is wrong with an address as it is written, the worst first; None where nothing is."""
    text = url.strip()
    if re.match(r"(?i)file:|[a-z]:[\\/]|\\\\", text):
        return "local"
    if _PLACEHOLDER_TEXT.fullmatch(text):
        return "placeholder"
    if re.match(r"(?i)h{0,2}t+ps?\s*[;/]", text):
        return "malformed"  # a scheme without its colon
    try:
        parts = urlsplit(with_scheme(text))
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return "placeholder" if _PLACEHOLDER_PART.search(text) else "malformed"
    if _PLACEHOLDER_HOST.fullmatch(host) or _PLACEHOLDER_PART.search(unquote(text)):
        return "placeholder"
    if is_internal_name(host):
        return "internal"
    if parts.scheme.lower() not in _SCHEMES or not _is_host(host) or re.search(r"\s", text):
        return "malformed"
    where = f"{host}{parts.path}"
    if host in _SIGN_IN_HOSTS or _SIGN_IN_PATH.search(parts.path):
        return "private-view"
    if _FOLDER.search(where) or ("id=" in parts.query and "folderview" in parts.path):
        return "folder"
    if host.endswith("google.com") and _EDIT_PATH.search(parts.path):
        return "private-view"
    return None


def with_scheme(url: str) -> str:
    """Return an address with ``https://`` where it names no scheme, as a browser would read it."""
    return (
        url
        if re.match(r"(?i)[a-z][a-z0-9+.-]*:/?", url) and not re.match(r"[\w.-]+\.\w+:\d", url)
        else f"https://{url}"
    )


def is_internal_name(host: str) -> bool:
    """Return whether a host is by its name alone in the user's own network."""
    host = host.rstrip(".").lower()
    try:
        return not ipaddress.ip_address(host.partition("%")[0]).is_global
    except ValueError:
        return ("." not in host and host != "") or host.endswith(
            (".local", ".localhost", ".internal", ".lan", ".intranet")
        )


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
        return True
    except ValueError:
        pass
    try:
        name = host.encode("idna").decode()
    except UnicodeError:
        return False
    return bool(re.fullmatch(r"(?i)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}\.?", name))


def is_usable(flaw: Flaw | None) -> bool:
    """Return whether a link with this flaw can show evidence at all."""
    return flaw not in _UNUSABLE


def link_findings(links: Iterable[Link]) -> Iterator[Finding]:
    """Yield what is wrong with links as they are written, and those that stand under many questions."""
    groups: dict[str, list[Link]] = {}
    for link in links:
        groups.setdefault(same_link(link.url), []).append(link)
        flaw = flaw_of(link.url)
        if flaw:
            yield _RULES[flaw].at(
                f"{link.question}: '{one_line(link.url, 90)}' {_SAID[flaw]}.", node=link.question, cell=link.cell
            )
    for group in groups.values():
        questions = list(dict.fromkeys(link.question for link in group))
        if len(questions) >= MANY and is_usable(flaw_of(group[0].url)):
            yield rules.LINK_SHARED.at(
                f"'{one_line(group[0].url, 90)}' dipakai untuk {len(questions)} pertanyaan: {', '.join(questions)}.",
                node=questions[0],
                cell=group[0].cell,
            )
