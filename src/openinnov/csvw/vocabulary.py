"""The names that metadata may use: prefixes, datatypes and kinds of objects.

Sources: the namespace document of CSVW with its JSON-LD context, and Metadata Vocabulary for
Tabular Data, W3C Recommendation 2015, section 5.11 for the datatypes.
"""

import re
from collections.abc import Mapping

NAMESPACE = "http://www.w3.org/ns/csvw"
#: What stands for the address of a table of which nobody says where it will stand.
NOWHERE = "file:///"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#: The prefixes that are known without being declared.
PREFIXES: Mapping[str, str] = {
    "as": "https://www.w3.org/ns/activitystreams#",
    "cc": "http://creativecommons.org/ns#",
    "csvw": f"{NAMESPACE}#",
    "ctag": "http://commontag.org/ns#",
    "dc": "http://purl.org/dc/terms/",
    "dc11": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "duv": "https://www.w3.org/TR/vocab-duv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gr": "http://purl.org/goodrelations/v1#",
    "grddl": "http://www.w3.org/2003/g/data-view#",
    "ical": "http://www.w3.org/2002/12/cal/icaltzd#",
    "ldp": "http://www.w3.org/ns/ldp#",
    "ma": "http://www.w3.org/ns/ma-ont#",
    "oa": "http://www.w3.org/ns/oa#",
    "og": "http://ogp.me/ns#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": RDF,
    "rdfa": "http://www.w3.org/ns/rdfa#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rev": "http://purl.org/stuff/rev#",
    "rif": "http://www.w3.org/2007/rif#",
    "rr": "http://www.w3.org/ns/r2rml#",
    "schema": "http://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sioc": "http://rdfs.org/sioc/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "v": "http://rdf.data-vocabulary.org/#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "wdr": "http://www.w3.org/2007/05/powder#",
    "wrds": "http://www.w3.org/2007/05/powder-s#",
    "xhv": "http://www.w3.org/1999/xhtml/vocab#",
    "xsd": XSD,
}
#: Terms of the context that name a class.
CLASSES = frozenset(
    {
        *(
            "Cell",
            "Column",
            "Datatype",
            "Dialect",
            "Direction",
            "ForeignKey",
            "JSON",
            "NumericFormat",
        ),
        *(
            "Row",
            "Schema",
            "Table",
            "TableGroup",
            "TableReference",
            "Transformation",
            "uriTemplate",
        ),
    }
)
INTEGERS = frozenset(
    {
        *("integer", "byte", "int", "long", "negativeInteger", "nonNegativeInteger", "short"),
        *("nonPositiveInteger", "positiveInteger", "unsignedByte", "unsignedInt", "unsignedLong"),
        "unsignedShort",
    }
)
NUMBERS = INTEGERS | {"decimal", "double", "float", "number"}
DATES = frozenset({"date", "dateTime", "datetime", "dateTimeStamp", "time"})
_CALENDAR = frozenset({"gDay", "gMonth", "gMonthDay", "gYear", "gYearMonth"})
DURATIONS = frozenset({"duration", "dayTimeDuration", "yearMonthDuration"})
#: Datatypes whose values may be bounded.
ORDERED = NUMBERS | DATES | _CALENDAR | DURATIONS
#: Datatypes whose texts keep the blanks around and within them.
VERBATIM = frozenset({"string", "json", "xml", "html", "anyAtomicType", "any"})
STRINGS = frozenset(
    {
        *(
            "string",
            "normalizedString",
            "token",
            "language",
            "Name",
            "NMTOKEN",
            "xml",
            "html",
            "json",
        ),
    }
)
BINARY = frozenset({"base64Binary", "binary", "hexBinary"})
#: Datatypes of which the IRI is another than that of their name in XML Schema.
_IRIS = {
    "any": f"{XSD}anyAtomicType",
    "binary": f"{XSD}base64Binary",
    "datetime": f"{XSD}dateTime",
    "number": f"{XSD}double",
    "xml": f"{RDF}XMLLiteral",
    "html": f"{RDF}HTML",
    "json": f"{NAMESPACE}#JSON",
}
_OTHERS = frozenset({"anyAtomicType", "anyURI", "boolean", "NCName", "QName"})
#: The IRI of each datatype.
DATATYPES: Mapping[str, str] = {
    name: _IRIS.get(name, XSD + name)
    for name in sorted(ORDERED | STRINGS | BINARY | _OTHERS | _IRIS.keys())
}
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")


def expanded(name: str) -> str:
    """Return the IRI of a name with a known prefix; any other text as it is.

    >>> expanded("schema:name"), expanded("http://e.org/")
    ('http://schema.org/name', 'http://e.org/')
    """
    prefix, colon, local = name.partition(":")
    known = colon and not local.startswith("//") and prefix in PREFIXES
    return PREFIXES[prefix] + local if known else name


def is_absolute(text: str) -> bool:
    """Say whether a text is an IRI that stands for itself."""
    return _ABSOLUTE.fullmatch(text) is not None
