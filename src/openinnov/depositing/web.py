"""What services share: requests to one site, with a token that goes nowhere else."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from openinnov.exceptions import DepositError, RefusedError

if TYPE_CHECKING:
    from requests import Response

#: How many seconds a site may take to accept a connection, and be silent after that.
_PATIENCE = (10, 120)
#: How often what can be repeated is tried again, and after which answers.
_TRIES, _AGAIN = 3, (429, 502, 503, 504)
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Token:
    """What lets somebody in; never shown."""

    secret: str = field(repr=False)

    @classmethod
    def from_file(cls, path: Path | str) -> "Token":
        """Read a token from a file that holds nothing else.

        Raises `RefusedError` if it cannot be read, or holds no token.
        """
        path = Path(path)
        try:
            secret = path.read_text("ascii").strip()
        except OSError as error:
            raise RefusedError(f"{path.name}: cannot be read: {error.strerror}") from None
        except UnicodeDecodeError:
            raise RefusedError(f"{path.name}: holds no token") from None
        if not secret or not secret.isprintable() or " " in secret:
            raise RefusedError(f"{path.name}: holds no token, or more than one")
        return cls(secret)


class Site(AbstractContextManager["Site"]):
    """A site, asked by requests that carry the token."""

    def __init__(self, url: str, token: Token) -> None:
        """Take the address of the site.

        Raises `RefusedError` for one at which others could read the token on its way.
        """
        import requests
        from urllib3.util import Retry

        parts = urlsplit(url)
        if not parts.hostname or parts.scheme not in {"http", "https"}:
            raise RefusedError(f"{url}: is no address of a site, such as https://data.example.org")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise RefusedError(f"{url}: say https, or others can read the token on its way")
        if parts.username is not None:
            raise RefusedError("leave the user out of the address; the token says who you are")
        self.url = url.rstrip("/")
        self.token = token
        self._origin = parts[:2]
        self._session = requests.Session()
        self._session.trust_env = False  # Else a .netrc would send other secrets than the token.
        retry = Retry(_TRIES, backoff_factor=1, status_forcelist=_AGAIN, raise_on_status=False)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, requests.adapters.HTTPAdapter(max_retries=retry))

    def __exit__(self, *_: object) -> None:
        """Close what is open."""
        self._session.close()

    def ask(  # noqa: PLR0913 -- as many as a request has
        self,
        method: str,
        url: str,
        *,
        authorization: str,
        json: Any = None,
        data: "IO[bytes] | Any" = None,
        headers: Mapping[str, str] | None = None,
        missing: bool = False,
    ) -> Mapping[str, Any]:
        """Send a request, and return the object that the site answers, or an empty one.

        With `missing`, that there is no such thing is no fault. Raises `DepositError` if the site
        is not reached, refuses, or sends the token elsewhere.
        """
        import requests

        address = url if "://" in url else f"{self.url}{url}"
        if urlsplit(address)[:2] != self._origin:
            raise DepositError(f"{self.url} sends what is meant for it elsewhere; nothing was sent")
        try:
            response = self._session.request(
                method,
                address,
                json=json,
                data=data,
                headers={**(headers or {}), "Authorization": authorization},
                timeout=_PATIENCE,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise DepositError(f"{self.url} is not reached: {_kind(error)}") from None
        if missing and response.status_code == requests.codes.not_found:
            return {}
        return self._object(response)

    def _object(self, response: "Response") -> Mapping[str, Any]:
        if not response.ok or response.is_redirect:
            raise DepositError(
                f"{self.url} answers {response.status_code} {response.reason}: {_said(response)}"
            )
        if not response.content:
            return {}
        try:
            document = response.json()
        except ValueError:
            document = None
        if not isinstance(document, dict):
            raise DepositError(f"{self.url} answers with something else than was asked for")
        return document


def text_of(document: Mapping[str, Any], *names: str) -> str:
    """Return a text or number that stands within objects of an answer, by the names to it.

    Raises `DepositError` if it is not there.
    """
    value: Any = document
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    if not isinstance(value, str | int):
        raise DepositError(f"the site does not say {'.'.join(names)}, which it should")
    return str(value)


def _kind(error: Exception) -> str:
    # The message may quote the address, and in it what somebody else put there.
    return type(error).__name__


def _said(response: "Response") -> str:
    """Return what a site says, in one line that a terminal does not obey."""
    text = " ".join(response.text.split())
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
    return "".join(sign if sign.isprintable() else " " for sign in cut)
