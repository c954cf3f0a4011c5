"""The links of a workbook's evidence columns, and what is wrong with them as they are written. No network here."""

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from lke_cli.evidence import rules
from lke_cli.evidence.services import asks_to_sign_in, is_cut_short, is_private_view
from lke_cli.findings import Finding, Rule
from lke_cli.rubric import Rubric
from lke_cli.untrusted import one_line
from lke_cli.values import as_text
from lke_cli.workbook import CellLinks, Workbook, column_letters, merged_rows

MANY = 3
"""Questions under one link from which it is said."""

Flaw = Literal["malformed", "placeholder", "local", "email", "private-view", "folder", "internal"]

_UNUSABLE: frozenset[Flaw] = frozenset({"malformed", "placeholder", "local", "email", "internal"})
_RULES: dict[Flaw, Rule] = {
    "malformed": rules.LINK_MALFORMED,
    "placeholder": rules.LINK_PLACEHOLDER,
    "local": rules.LINK_LOCAL,
    "email": rules.LINK_EMAIL,
    "private-view": rules.LINK_PRIVATE_VIEW,
    "folder": rules.LINK_FOLDER,
    "internal": rules.LINK_INTERNAL,
}
_SAID: dict[Flaw, str] = {
    "malformed": "salah tulis",
    "placeholder": "hanya contoh, belum diganti",
    "local": "menunjuk ke komputer sendiri",
    "email": "alamat surel, bukan tautan",
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
      (?::\d+)? [/?\#] [^\s<>"|]*
    | (?<![\w@./-]) (?-i: (?:[a-z0-9-]+\.)+ (?!(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar|txt|csv|mp4)\b) [a-z]{2,24} )
      (?::\d+)? / [^\s<>"|]{2,}
    """
)
_BARE_HOST = re.compile(r"(?i)\A(?:[a-z0-9-]++\.)+(?:go|co|or|ac|desa|sch|mil|web|my)\.id")
_FILE_BEGUN = re.compile(r"(?i:https?://[^/]+/)(?:[^\s]*/)?[^\s/.?#]*[A-Z][^\s/.?#]*$")
_FILE_REST = re.compile(
    r"(?i)(?:[ ][\w&+.%()'-]+){0,9}[ ][\w&+.%()'-]*\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar|mp4)(?!\w)"
)
_WHOLE_HOSTS = re.compile(
    r"(?i)^https?://(?:[\w-]+\.)*(?:google\.com|goo\.gl|s\.id|bit\.ly|tinyurl\.com|youtu\.be|1drv\.ms|dropbox\.com)/"
)
_PLACEHOLDER_TEXT = re.compile(
    r"(?i)\W*(?:isi\s+|masukkan\s+|tempel\s+|taruh\s+)?(?:link|tautan|url|alamat)"
    r"(?:\s+(?:di\s*sini|drive|google\s*drive|gdrive|bukti(?:\s+dukung)?|eviden(?:ce)?|berkas|file|dokumen))*\W*"
    r"|\W*(?:x{2,}|\.{3,}|tbd|todo|menyusul|n/?a)\W*"
)
_LONGEST_PLACEHOLDER = 80
_LONGEST_ADDRESS = 2_048
_PLACEHOLDER_HOST = re.compile(
    r"(?i)\A(?:.*\.)?(?:example|contoh|domain|namadomain|website|situs)\.(?:com|org|net|id|co\.id|go\.id)$"
)
_PLACEHOLDER_PART = re.compile(
    r"(?i)x{3,}|\.{3,}|…|<[^>]*>|\[[^\]]*\]|\{[^}]*\}|(?:isi|your|nama)[-_]?(?:link|file|id|berkas)"
)
_FOLDER = re.compile(
    r"(?i)drive\.google\.com/(?:drive/)?(?:u/\d+/)?(?:mobile/)?folders/|drive\.google\.com/folderview|/:f:/|1drv\.ms/f/"
    r"|dropbox\.com/(?:sh|scl/fo)/|mega\.nz/(?:folder|#F!)|mediafire\.com/folder/"
)
_EDGE = ".,;)]}'\"’”"
_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True)
class Link:
    """An address of a cell. question: whose row it is in. cell: as ``SHEET!K12``.

    stored: it lies behind the cell, where one without a scheme is a file beside the workbook, as Excel stores it.
    """

    url: str
    question: str
    cell: str
    stored: bool = False

    @property
    def flaw(self) -> Flaw | None:
        """What is wrong with it as it is written."""
        return flaw_of(self.url, stored=self.stored)


def find_links(workbook: Workbook, rubric: Rubric, behind: CellLinks | None) -> tuple[list[Link], list[Finding]]:
    """Return every link of the evidence columns, in the order of the form, once per cell and question; and what is
    wrong with those of which it is unknown where they lead or whose they are.

    behind: the links behind cells, None where they are not given. A merged cell is that of every row it spans. A row
    without a text goes on with the one above it. The link of an indikator is that of its questions.
    """
    links: dict[tuple[str, str, str], Link] = {}
    findings: list[Finding] = []
    columns = workbook.layout.evidence_columns
    worded = {workbook.layout.columns.get("links"), *workbook.layout.extra}
    rows, top_left = workbook.rows, merged_rows(workbook.merges)
    for row, code, owners in _rows(workbook, rubric):
        for column in columns:
            place = top_left.get((row, column), (row, column))
            if place[1] != column or place[0] >= len(rows) or column >= len(rows[place[0]]):
                continue
            text = as_text(rows[place[0]][column])
            hidden = (behind or {}).get(place, [])
            cell = f"{workbook.sheet}!{column_letters(column)}{place[0] + 1}"
            stored = [url for url in hidden if url]
            urls = [*((url, True) for url in stored), *((url, False) for url in addresses_in(text))]
            if not urls and hidden and None in hidden:
                named = owners[0] if owners else None
                findings.append(
                    rules.LINK_FORMULA.at(
                        "Alamat tautan di {where} tidak terbaca: disusun rumus, atau hilang dari berkasnya.",
                        node=named,
                        cell=cell,
                        where=cell,
                    )
                )
            elif not urls and text and behind is not None and column in worded:
                urls = [(text, False)] if _is_placeholder(text) else []
            if urls and not owners:
                where = f"di baris {code} {rubric.label(code)}" if code else "di baris yang tidak dikenal"
                findings += [
                    rules.LINK_UNPLACED.at(
                        "'{url}' {where}, bukan pertanyaan; tidak dihitung.",
                        url=one_line(url, 90),
                        where=where,
                        cell=cell,
                    )
                    for url, _ in urls
                ]
            for owner in owners:
                for url, is_stored in urls:
                    if same_link(url):
                        links.setdefault((owner, cell, same_link(url)), Link(url, owner, cell, is_stored))
    return list(links.values()), findings


def _rows(workbook: Workbook, rubric: Rubric) -> Iterator[tuple[int, str | None, tuple[str, ...]]]:
    """Yield rows from the first entry on: number, the entry's code (None where it is none), and whose links it has."""
    rows, codes = workbook.rows, {item.row: code for code, item in workbook.items.items()}
    inputs = {count.code: code for code, question in rubric.questions.items() for count in question.inputs}
    code: str | None = None
    owners: tuple[str, ...] = ()
    for row in range(min(codes, default=len(rows)), len(rows)):
        if row in codes:
            code = codes[row]
            if code in rubric.nodes:
                owners = tuple(question.code for question in rubric.nodes[code].questions)
            else:
                owners = tuple(owner for owner in (inputs.get(code, code),) if owner in rubric.questions)
        elif any(as_text(rows[row][column]).strip() for column in workbook.layout.labels if column < len(rows[row])):
            code, owners = None, ()
        yield row, code, owners


def _is_placeholder(text: str) -> bool:
    return len(text) <= _LONGEST_PLACEHOLDER and _PLACEHOLDER_TEXT.fullmatch(text) is not None


def addresses_in(text: str) -> Iterator[str]:
    """Yield what is meant as an address in a text: several in a cell, misspelt schemes and local paths too."""
    if _BARE_HOST.fullmatch(text.strip()):
        yield text.strip()
        return
    for match in _ADDRESS.finditer(text):
        address = _trimmed(match.group())
        # Two addresses that a lost line break glued together.
        parts = re.split(r"(?i)(?<=.)(?<![=/&?%])(?=https?://)", address)
        parts[-1] += _rest_of_name(parts[-1], text, match.end())
        for part in parts:
            if re.search(r"\w", part):
                yield _trimmed(part)


def _rest_of_name(address: str, text: str, at: int) -> str:
    """Return what a blank cut off an address: ``https://satker.go.id/SK Tim.pdf``. Nothing where a name stands beside.

    A short link and a path in small letters are whole; the words behind them only describe them.
    """
    rest = _FILE_REST.match(text, at)
    begun = _FILE_BEGUN.search(address[:_LONGEST_ADDRESS])
    return rest.group() if rest and begun and not _WHOLE_HOSTS.search(address) else ""


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


def flaw_of(url: str, *, stored: bool = False) -> Flaw | None:
    """Return what is wrong with an address as it is written, the worst first; None where nothing is.

    stored: it lies behind a cell; without a scheme it is then a file beside the workbook.
    """
    text = url.strip()
    if re.match(r"(?i)file:|[a-z]:[\\/]|\\\\", text):
        return "local"
    if re.match(r"(?i)mailto:", text):
        return "email"
    if stored and not re.match(r"(?i)[a-z][a-z0-9+.-]*:|www\.", text) and not _ADDRESS.fullmatch(text):
        return "local"
    if _is_placeholder(text):
        return "placeholder"
    if re.match(r"(?i)h{0,2}t+ps?\s*[;/]|https?\s+:", text):
        return "malformed"  # a scheme without its colon, or with a blank before it
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
    rest = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if is_cut_short(host, rest):
        return "malformed"
    if asks_to_sign_in(host, parts.path) or is_private_view(host, rest):
        return "private-view"
    if _FOLDER.search(where) or ("id=" in parts.query and "folderview" in parts.path):
        return "folder"
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
        flaw = link.flaw
        if flaw:
            yield _RULES[flaw].at(
                "{question}: '{url}' {said}.",
                question=link.question,
                url=one_line(link.url, 90),
                said=_SAID[flaw],
                node=link.question,
                cell=link.cell,
            )
    for group in groups.values():
        questions = list(dict.fromkeys(link.question for link in group))
        if len(questions) >= MANY and is_usable(group[0].flaw):
            yield rules.LINK_SHARED.at(
                "'{url}' dipakai untuk {count} pertanyaan: {questions}.",
                url=one_line(group[0].url, 90),
                count=len(questions),
                questions=", ".join(questions),
                node=questions[0],
                cell=group[0].cell,
            )
