"""What the lists of others, those of the EU and of ADMS, call what a catalogue has to name.

Sources: EU Vocabularies of the Publications Office, and the code lists of ADMS 1.0.
"""

EU = "http://publications.europa.eu/resource/authority"
ADMS = "http://purl.org/adms"
#: The scheme of themes, and the theme of every release.
THEMES = f"{EU}/data-theme"
THEME = f"{THEMES}/GOVE"
#: A file of a release is complete, and stays where it is.
COMPLETED = f"{EU}/distribution-status/COMPLETED"
STABLE = f"{EU}/planned-availability/STABLE"
#: The types of organizations that are public ones.
PUBLIC = frozenset({"national-government", "regional-government", "local-government"}) | {
    "public-agency"
}
#: What ADMS calls a publisher of each type of organization, and its name; not all have one.
_PUBLISHERS = {
    "national-government": ("NationalAuthority", "National authority"),
    "regional-government": ("RegionalAuthority", "Regional authority"),
    "local-government": ("LocalAuthority", "Local authority"),
    "public-agency": ("NationalAuthority", "National authority"),
    "international-organization": ("SupraNationalAuthority", "Supra-national authority"),
    "international-ngo": ("NonGovernmentalOrganisation", "Non-governmental organisation"),
    "national-ngo": ("NonGovernmentalOrganisation", "Non-governmental organisation"),
    "community-group": ("NonProfitOrganisation", "Non-profit organisation"),
    "foundation": ("NonProfitOrganisation", "Non-profit organisation"),
    "company": ("Company", "Company"),
    "academia": ("Academia-ScientificOrganisation", "Academia or scientific organisation"),
}
_FREE, _NAMED, _SHARED = (
    ("PublicDomain", "Public domain"),
    ("Attribution", "Attribution"),
    ("ViralEffect-ShareAlike", "Viral effect, as share alike"),
)
#: What ADMS calls the kind of a licence, and its name.
_LICENCES = {
    **dict.fromkeys(("CC0-1.0", "PDDL-1.0"), _FREE),
    **dict.fromkeys(("CC-BY-4.0", "CC-BY-3.0-IGO", "ODC-By-1.0", "OGL-UK-3.0"), _NAMED),
    **dict.fromkeys(("etalab-2.0", "MIT", "Apache-2.0", "BSD-3-Clause"), _NAMED),
    **dict.fromkeys(("CC-BY-SA-4.0", "ODbL-1.0", "MPL-2.0", "EUPL-1.2"), _SHARED),
    **dict.fromkeys(("LGPL-3.0-only", "GPL-3.0-only", "AGPL-3.0-only"), _SHARED),
}


def publisher_type(code: str | None) -> tuple[str, str] | None:
    """Return the IRI and the name of the type of a publisher, by its type of organization.

    >>> publisher_type("company")
    ('http://purl.org/adms/publishertype/Company', 'Company')
    """
    found = _PUBLISHERS.get(code or "")
    return None if found is None else (f"{ADMS}/publishertype/{found[0]}", found[1])


def licence_type(code: str) -> tuple[str, str] | None:
    """Return the IRI and the name of the kind of a licence.

    >>> licence_type("CC0-1.0")
    ('http://purl.org/adms/licencetype/PublicDomain', 'Public domain')
    """
    found = _LICENCES.get(code)
    return None if found is None else (f"{ADMS}/licencetype/{found[0]}", found[1])
