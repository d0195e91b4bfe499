"""What the library csvw says of metadata: its complaints, and what it makes of the rows."""

import json
import sys
from pathlib import Path


def main(path):
    from csvw import CSVW

    found = CSVW(Path(path), validate=True)
    is_valid = found.is_valid
    complaints = sorted({str(each.message) for each in found.warnings})
    rows = found.to_json(minimal=True)
    print(json.dumps({"valid": is_valid, "complaints": complaints, "rows": rows}, default=str))


if __name__ == "__main__":
    main(sys.argv[1])
