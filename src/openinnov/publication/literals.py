r"""Literals and IRIs as N-Quads and Turtle write them: canonical, as RDFC-1.0 wants them.

Canonical N-Triples has one way to write each text: ``\b \t \n \f \r \" \\`` and ``\uXXXX`` for the
other controls, U+007F, U+FFFE and U+FFFF; all else stands as it is. Turtle reads the same escapes.
"""

from typing import TYPE_CHECKING

from openinnov.publication.arrays import Parts, replaced
from openinnov.publication.terms import Terms

if TYPE_CHECKING:
    import pyarrow as pa

_UNSAFE = '["\\\\\x00-\x1f\x7f\ufffe\uffff]'
#: How each character is written that a literal does not hold as it is.
ESCAPES = {code: f"\\u{code:04X}" for code in (*range(32), 0x7F, 0xFFFE, 0xFFFF)}
ESCAPES |= {
    ord(raw): f"\\{letter}" for raw, letter in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)
}


def literals(terms: Terms, *, datatype: str, datatypes: "pa.Array | None") -> Parts:
    """Return the parts of literals, given the datatype of all, or of each, as the format has it."""
    texts = escaped(terms.values)
    if terms.languages is not None:
        return '"', texts, '"@', terms.languages
    if datatypes is not None:
        return '"', texts, '"^^', datatypes
    return '"', texts, f'"^^{datatype}' if datatype else '"'


def escaped(texts: "pa.Array") -> "pa.Array":
    """Escape the characters that a literal does not hold as they are."""
    import pyarrow.compute as pc

    unsafe = pc.match_substring_regex(texts, _UNSAFE)
    return replaced(texts, unsafe, lambda text: text.translate(ESCAPES))
