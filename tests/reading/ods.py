"""OpenDocument spreadsheets of which a test writes the XML itself."""

import io
import zipfile

_SPACES = {
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    **{
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for name in ("office", "style", "table", "text")
    },
}
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def cell(text, more=""):
    """Return a cell of text, or an empty one."""
    if not text:
        return f"<table:table-cell {more}/>"
    return (
        f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def value(kind, text, shown="", more=""):
    """Return a cell with a value of a type."""
    name = {"float": "value", "percentage": "value"}.get(kind, f"{kind}-value")
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{text}" {more}>'
        f"<text:p>{shown or text}</text:p></table:table-cell>"
    )


def row(*cells, more=""):
    """Return a row."""
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def spreadsheet(tables, styles="", head=""):
    """Return a file with a sheet for each name; the name may be followed by other attributes."""
    spaces = " ".join(f'xmlns:{name}="{iri}"' for name, iri in _SPACES.items())
    body = "".join(
        f'<table:table table:name="{name}">{xml}</table:table>'
        if "=" not in name
        else f"<table:table {name}>{xml}</table:table>"
        for name, xml in tables.items()
    )
    content = (
        f"{head}<office:document-content {spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{body}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<m:manifest xmlns:m="{_MANIFEST}"><m:file-entry m:full-path="/" '
        f'm:media-type="{_TYPE}"/></m:manifest>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), _TYPE)
        archive.writestr(zipfile.ZipInfo("META-INF/manifest.xml"), manifest)
        archive.writestr(zipfile.ZipInfo("content.xml"), content)
    return file.getvalue()
