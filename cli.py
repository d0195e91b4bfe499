"""Run openinnov from a checkout: ``python cli.py --help``."""

from openinnov.cli import main

main()
