"""Published examples, the reports on the one with mistakes, and the pictures of the model.

``python tests/golden.py`` writes them anew; `test_golden.py` keeps them equal.
"""

import sys
from pathlib import Path

import openinnov
from openinnov.reporting import OUTPUTS
from openinnov.standard import Words

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs"))

import diagrams  # noqa: E402 -- it stands among the pages

EXAMPLES = ROOT / "datapackages"
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
#: The pictures of the model.
PICTURES = ROOT / "docs" / "explanation" / "model"


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


def pictures():
    """Return the pictures of the model, by their names."""
    return {f"{group}.svg": diagrams.draw(openinnov.load(), group) for group in diagrams.GROUPS}


if __name__ == "__main__":
    for example in SUBMISSIONS:
        publish(example, EXAMPLES / example / "published")
    REPORTS.mkdir(exist_ok=True)
    for name, text in reports().items():
        (REPORTS / name).write_text(text, encoding="utf-8", newline="\n")
    for name, text in pictures().items():
        (PICTURES / name).write_text(text, encoding="utf-8", newline="\n")
