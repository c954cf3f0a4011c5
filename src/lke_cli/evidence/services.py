"""What is known of the services where offices keep evidence: views that only their owner sees, and pages that deny.

Rows of data, tried in order: a service that is new takes a row.
"""

import re
from typing import NamedTuple

_SIGN_IN_HOSTS = ("accounts.google.com", "login.microsoftonline.com", "login.live.com", "mail.google.com")
_SIGN_IN_PATH = re.compile(r"(?i)/(?:sign[-_]?in|log[-_]?in|masuk|servicelogin|auth)(?:[/.?]|$)")


class PrivateView(NamedTuple):
    """An address that shows its owner an editor or their own space, and others a page to sign in.

    host: or what ends in it. where: found in path and query.
    """

    host: str
    where: re.Pattern[str]


PRIVATE_VIEWS = (
    # The button that shares gives /edit?usp=sharing, which shows others the document where it is shared with all.
    PrivateView("google.com", re.compile(r"(?i)^[^?]*/edit(?:[/#]|$|\?(?!.*\busp=(?:sharing|share_link|drive_link)))")),
    PrivateView("google.com", re.compile(r"(?i)^/drive/(?:u/\d+/)?(?:my-drive|home|shared-with-me|recent)|^/drive/?$")),
    PrivateView("onedrive.live.com", re.compile(r"(?i)^/edit(?:\.aspx)?\b|^/(?:\?(?!.*authkey=).*\bid=|\?*$)")),
    PrivateView(
        "sharepoint.com", re.compile(r"(?i)action=(?:edit|default)\b|^/:[a-z]:/r/|/_layouts/\d+/onedrive\.aspx")
    ),
    PrivateView("canva.com", re.compile(r"(?i)^/design/[^?]*/edit\b|^/(?:folder|projects)\b")),
    PrivateView("dropbox.com", re.compile(r"(?i)^/(?:home|work|personal)\b")),
    PrivateView("box.com", re.compile(r"(?i)^/(?:folder|files?)/\d*")),
    PrivateView("mega.nz", re.compile(r"(?i)^/fm\b")),
    PrivateView("icloud.com", re.compile(r"(?i)^/iclouddrive/?$")),
)

_NOTHING_AT_ITS_ROOT = (
    *("drive.google.com", "docs.google.com", "photos.google.com", "onedrive.live.com", "dropbox.com", "canva.com"),
    *("bit.ly", "s.id", "tinyurl.com", "goo.gl", "forms.gle", "youtu.be", "1drv.ms", "linktr.ee", "t.ly"),
)

ROBOT_WALLS = ("cloudflare", "akamaighost", "sucuri", "ddos-guard", "imperva", "incapsula", "datadome")
"""What servers call themselves that turn programs away where they let people in."""

DENIALS = (
    *("you need access", "you need permission", "access denied", "permission denied", "request access"),
    *("you don't have permission", "you do not have permission", "this file is private"),
    *("anda memerlukan akses", "anda perlu akses", "anda membutuhkan akses", "minta akses", "akses ditolak"),
    *("tidak memiliki akses", "tidak memiliki izin", "tidak punya akses"),
)
"""How pages say that one may not see what they would show, though they answer as if one might."""

_SIGN_IN_WORDS = ("sign in to continue", "log in to continue", "login untuk melanjutkan", "masuk untuk melanjutkan")
_PASSWORD_FIELD = re.compile(r"(?i)<input\b[^>]{0,500}\btype\s*=\s*[\"']?password\b")

_TITLES = re.compile(r"(?is)<(title|h1)\b[^>]{0,300}>(.{0,300}?)</\1>")
_HIDDEN = re.compile(r"(?is)<(script|style|head)\b.*?</\1\s*>")
_TAG = re.compile(r"<[^>]{0,2000}>")
_SHORT_PAGE = 800  # characters of text; a page that only denies is shorter than one that tells of access


def is_private_view(host: str, rest: str) -> bool:
    """Return whether an address shows others a page to sign in. rest: its path and query."""
    host = host.lower()
    return any(
        (host == view.host or host.endswith(f".{view.host}")) and view.where.search(rest) for view in PRIVATE_VIEWS
    )


def is_cut_short(host: str, rest: str) -> bool:
    """Return whether an address names a service and nothing that is kept there. rest: its path and query."""
    return rest in ("", "/") and host.lower().removeprefix("www.") in _NOTHING_AT_ITS_ROOT


def asks_to_sign_in(host: str, path: str) -> bool:
    """Return whether an address is that of a page where one signs in."""
    return host in _SIGN_IN_HOSTS or bool(_SIGN_IN_PATH.search(path))


def says_denied(html: str) -> bool:
    """Return whether a page says that one may not see it: in its title or heading, or as all that it says."""
    said = _said(html)
    return any(denial in said for denial in DENIALS)


def is_sign_in_page(html: str) -> bool:
    """Return whether a page is one where one signs in, and not one that tells of something beside a field for that."""
    said = _said(html)
    return any(words in said for words in _SIGN_IN_WORDS) or (
        _PASSWORD_FIELD.search(html) is not None and len(_text(html)) <= _SHORT_PAGE
    )


def _said(html: str) -> str:
    titles = " ".join(title for _, title in _TITLES.findall(html))
    text = _text(html)
    return f"{titles} {text if len(text) <= _SHORT_PAGE else ''}".lower().replace("’", "'")


def _text(html: str) -> str:
    return " ".join(_TAG.sub(" ", _HIDDEN.sub(" ", html)).split())
