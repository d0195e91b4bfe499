"""What addresses, tags, numbers and texts look like: patterns that all engines read alike.

They have no anchors and mean the whole text. Characters beyond Latin-1 stand for themselves, since
the engines agree on no escape for them.
"""

#: Letters beyond ASCII that may stand in a web address: no blank, no private or unassigned plane,
#: and nothing that turns the direction of the text.
_WIDE = (
    "\u00a1-\u167f\u1681-\u1fff\u2070-\u2fff\u3001-\ud7ff\uf900-\ufdcf"
    "\ufdf0-\ufefe\uff00-\uffef\U00010000-\U0001fffd"
)
_PART = f"(?:[A-Za-z0-9._~!$&'()*+,;=:@{_WIDE}-]|%[0-9A-Fa-f][0-9A-Fa-f])"
#: A web address that every RDF parser reads: RFC 3987 without users, brackets and blanks.
WEB = (
    rf"https?://[A-Za-z0-9.{_WIDE}-]+(?::[0-9]{{1,5}})?(?:/{_PART}*)*"
    rf"(?:\?(?:{_PART}|[/?])*)?(?:#(?:{_PART}|[/?])*)?"
)
_WORD = r"[^\x00-/:-@\[-`{-\x7F]"
_HYPHENED = r"[^\x00-,./:-@\[-`{-\x7F]"
#: A host name of two parts at least.
HOST = rf"({_WORD}({_HYPHENED}*{_WORD})?\.)+(xn--[A-Za-z0-9-]+|[^\x00-@\[-`{{-\x7F]{{2,63}})"
_ATOM = r'[^\x00- "(),.:-<>@\[-\]\x7F]+'
#: An e-mail address with one at sign and a domain of two parts at least.
EMAIL = rf"{_ATOM}(\.{_ATOM})*@{HOST}"
#: A universally unique identifier, with its hyphens.
UUID = "-".join(f"[0-9A-Fa-f]{{{digits}}}" for digits in (8, 4, 4, 4, 12))
#: A language tag (BCP 47) of a language, and perhaps a script and a region.
LANGUAGE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
#: A number that fits 64 bits, without signs and noughts that say nothing.
INTEGER = "-?(?:0|[1-9][0-9]{0,17})"
DECIMAL = rf"{INTEGER}(?:\.[0-9]{{1,9}})?"
YEAR = "[0-9]{4}"
#: The inside of a character class: what XML and N-Quads cannot hold. What breaks lines is apart.
CONTROL = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\ufffe\uffff"
#: The same for what breaks lines in some programs alone, so that no text may hold it.
ODD_BREAK = "\\x85\u2028\u2029"
#: The same for all that ends a line, with the tab, so that one line holds none of it.
BREAK = "\\t\\n\\r" + ODD_BREAK
#: The same for white space as Unicode has it.
SPACE = " \\t\\n\\r\\x0b\\x0c\\x85\\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
