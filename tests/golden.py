"""The packages published from the example submissions, and the reports on the one with mistakes.

``python tests/golden.py`` writes them anew; `test_golden.py` keeps them equal.
"""

from pathlib import Path

import openinnov
from openinnov.reporting import OUTPUTS
from openinnov.standard import Words

EXAMPLES = Path(__file__).parents[1] / "datapackages"
#: What each package is published from.
SUBMISSIONS = {
    "bangladesh-digital-centres": "submission",
    "rwanda-irembo": "submission.xlsx",
}
KEY = openinnov.Key.from_file(EXAMPLES / "demo.key")
#: The reports on the submission that is full of mistakes, and what their names end with.
REPORTS = EXAMPLES / "mistakes" / "reports"
_ENDINGS = {
    "frictionless": "frictionless.json",
    "github": "github.txt",
    "html": "html",
    "json": "json",
    "junit": "xml",
    "sarif": "sarif",
    "text": "txt",
}
_LANGUAGES = ("en", "fr")


def publish(name, directory):
    """Publish an example submission to a directory, in place of what is there."""
    submission = openinnov.read(EXAMPLES / name / SUBMISSIONS[name])
    protected = openinnov.protect(submission, key=KEY)
    openinnov.publish(protected, directory, replace=True, against=submission)


def reports():
    """Return the texts of the reports on the submission with mistakes, by their names."""
    report = openinnov.validate(openinnov.read(EXAMPLES / "mistakes" / "submission"))
    made = [(language, form) for language in _LANGUAGES for form in _ENDINGS]
    return {
        f"report.{language}.{_ENDINGS[form]}": OUTPUTS[form].render(
            report, Words(report.standard, language)
        )
        for language, form in [*made, ("ar", "html")]
    }


if __name__ == "__main__":
    for example in SUBMISSIONS:
        publish(example, EXAMPLES / example / "published")
    REPORTS.mkdir(exist_ok=True)
    for name, text in reports().items():
        (REPORTS / name).write_text(text, encoding="utf-8", newline="\n")
