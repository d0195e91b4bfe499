"""Write the golden files anew: run this, then read the difference."""

import shutil
from pathlib import Path

from openinnov.mapping import apply, write

GOLDEN = Path(__file__).parent / "golden"


def main():
    for case in sorted(GOLDEN.iterdir()):
        shutil.rmtree(case / "expected", ignore_errors=True)
        write(apply(case / "mapping.toml", case / "data"), case / "expected")


if __name__ == "__main__":
    main()
