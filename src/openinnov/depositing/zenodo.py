"""Zenodo, and other sites of its kind: a deposition with the package as one zip file.

The page of a deposition shows files without folders, so they stay together; the README stands
beside them, to be read there. Source: the documentation of Zenodo's REST API, "Depositions" and
"Deposition actions".
"""

import html
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from openinnov.depositing import Deposit, Wanted
from openinnov.depositing.package import Verified
from openinnov.depositing.web import Site, text_of

URL = "https://zenodo.org"
_DEPOSITIONS = "/api/deposit/depositions"
_README = "README.md"
#: The earliest time that a zip file can state: the same files are to give the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)
_BLOCK = 1 << 20


def deposit(package: Verified, site: Site, wanted: Wanted) -> Deposit:
    """Put the files into a deposition, and return it."""
    ask = _Asking(site)
    draft = ask.new_version(wanted.version_of) if wanted.version_of else ask.new()
    where = f"{_DEPOSITIONS}/{text_of(draft, 'id')}"
    bucket = text_of(draft, "links", "bucket")
    with tempfile.TemporaryFile() as archive:
        _pack(package, archive)
        ask.upload(bucket, f"{_name(package)}.zip", archive)
    with (package.directory / _README).open("rb") as readme:
        ask.upload(bucket, _README, readme)
    done = ask("PUT", where, json={"metadata": _metadata(package)})
    if wanted.publish:
        done = ask("POST", f"{where}/actions/publish")
    links = done.get("links", {})
    shown = "record_html" if wanted.publish and "record_html" in links else "html"
    return Deposit(text_of(done, "id"), text_of(done, "links", shown), published=wanted.publish)


class _Asking:
    """Requests as Zenodo wants them."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def __call__(self, method: str, url: str, **what: Any) -> Mapping[str, Any]:
        return self._site.ask(
            method, url, authorization=f"Bearer {self._site.token.secret}", **what
        )

    def new(self) -> Mapping[str, Any]:
        return self("POST", _DEPOSITIONS, json={})

    def new_version(self, earlier: str) -> Mapping[str, Any]:
        """Return the draft of a new version, without the files of the earlier one."""
        made = self("POST", f"{_DEPOSITIONS}/{quote(earlier, safe='')}/actions/newversion")
        draft = self("GET", text_of(made, "links", "latest_draft"))
        for file in draft.get("files", ()):
            self("DELETE", f"{_DEPOSITIONS}/{text_of(draft, 'id')}/files/{text_of(file, 'id')}")
        return draft

    def upload(self, bucket: str, name: str, content: IO[bytes]) -> None:
        content.seek(0)
        kind = {"Content-Type": "application/octet-stream"}
        self("PUT", f"{bucket}/{quote(name)}", data=content, headers=kind)


def _name(package: Verified) -> str:
    return f"{package.descriptor['name']}-{package.descriptor['version']}"


def _pack(package: Verified, archive: IO[bytes]) -> None:
    """Write the package as a zip file, of which the bytes follow from those of the files."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, path in package.files.items():
            entry = zipfile.ZipInfo(f"{_name(package)}/{name}", _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.file_size = path.stat().st_size
            with packed.open(entry, "w") as target, Path(path).open("rb") as source:
                while block := source.read(_BLOCK):
                    target.write(block)


def _metadata(package: Verified) -> dict[str, Any]:
    descriptor = package.descriptor
    metadata = {
        "upload_type": "dataset",
        "access_right": "open",
        "title": descriptor["title"],
        "description": f"<p>{html.escape(str(descriptor['description']))}</p>",
        "creators": [{"name": package.publisher}],
        "publication_date": str(descriptor["created"])[:10],
        "version": descriptor["version"],
        "keywords": package.keywords,
    }
    if package.licence:
        metadata["license"] = package.licence.lower()
    return metadata
