# ruff: noqa: INP001 -- the settings of Sphinx, not a module of a package
"""The settings of the documentation; building it writes the reference pages first."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import generate  # noqa: E402 -- it stands beside this file
import web  # noqa: E402 -- as above

import openinnov  # noqa: E402 -- as above

generate.generate(HERE / "reference" / "generated")
WEB = HERE / "reference" / "generated" / "web"
web.write(openinnov.load(), WEB)

project = "openinnov"
author = "openinnov project"
copyright = "openinnov project, Apache-2.0 and CC BY 4.0"  # noqa: A001 -- Sphinx names it so
version = release = openinnov.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["README.md"]
source_suffix = {".md": "markdown"}
# Docstrings write names between single backticks.
default_role = "code"
smartquotes = False
myst_enable_extensions = ["attrs_inline", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True

# The built-in theme: no script, font or picture from elsewhere.
html_theme = "alabaster"
# At their own addresses beside the pages: w3id.org leads the IRIs of terms there.
html_extra_path = [str(WEB)]
html_theme_options = {
    "description": openinnov.__doc__,
    "fixed_sidebar": False,
    "page_width": "70rem",
    "body_max_width": "none",
    "show_powered_by": False,
}
html_copy_source = False
html_last_updated_fmt = None
html_use_index = True
