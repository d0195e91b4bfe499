"""Run the command line: ``python -m openinnov``."""

from openinnov.cli import main

main()
