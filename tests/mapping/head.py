"""What every mapping file of the tests begins with."""

HEAD = """
mapping = 1
[descriptor]
name = "demo"
title = "Demo"
description = "A demo."
publisher = "ca-demo-publisher"
prefix = "ca-demo"
language = "en"
created = 2026-01-15T09:00:00Z
version = "2026.01.15"
licence = "CC-BY-4.0"
"""
