"""The packages published from the example submissions, which stand beside them.

``python tests/golden.py`` writes them anew; `test_golden.py` keeps them equal.
"""

from pathlib import Path

import openinnov

EXAMPLES = Path(__file__).parents[1] / "datapackages"
#: What each package is published from.
SUBMISSIONS = {
    "bangladesh-digital-centres": "submission",
    "rwanda-irembo": "submission.xlsx",
}


def publish(name, directory):
    """Publish an example submission to a directory, in place of what is there."""
    submission = openinnov.read(EXAMPLES / name / SUBMISSIONS[name])
    openinnov.publish(openinnov.protect(submission), directory, replace=True)


if __name__ == "__main__":
    for example in SUBMISSIONS:
        publish(example, EXAMPLES / example / "published")
