"""The data sets that CKAN would harvest from a catalogue in Turtle."""

import json
import sys
from pathlib import Path


def main(path):
    from ckanext.dcat.processors import RDFParser

    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    parser.parse(Path(path).read_text("utf-8"), _format="turtle")
    print(json.dumps(list(parser.datasets())))


if __name__ == "__main__":
    main(sys.argv[1])
