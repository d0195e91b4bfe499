"""The report as JUnit XML, for servers that show tests.

A table is a suite, and a check of it a case, so that what was found to be good is seen too. What
holds for no table alone is a case of the suite ``package``. Only errors are failures, as only they
stop publication; other findings are the output of a case that passes.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from openinnov.report import Notice, Report, say_reason
from openinnov.reporting import text
from openinnov.standard import Words

#: The notices of a suite by the names of their checks; of a check that was passed there are none.
_Cases = dict[str, list[Notice]]
_PACKAGE = "package"


def render(report: Report, words: Words) -> str:
    """Return the report as a document of XML 1.0."""
    root = ET.Element("testsuites", name=text.verdict(report, words))
    package: _Cases = {}
    found: dict[str, _Cases] = {name: {} for name in report.tables}
    for notice in report.notices:
        cases = package if notice.table is None else found.setdefault(notice.table, {})
        cases.setdefault(notice.check.name, []).append(notice)
    for table, cases in found.items():
        checks = report.evaluated if table in report.tables else ()
        _suite(
            root,
            table,
            _passed(name for name in checks if name in report.standard.checks) | cases,
            words,
        )
    faulty = {name for cases in found.values() for name in cases}
    passed = _passed(name for name in report.evaluated if name not in faulty)
    last = _suite(root, _PACKAGE, passed | package, words)
    for each in report.unevaluated:
        case = ET.SubElement(last, "testcase", classname=_PACKAGE, name=each.rule)
        ET.SubElement(case, "skipped", message=say_reason(words, each))
    for suite in (*root, root):
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
            suite.set(name, str(sum(1 for _ in suite.iter(tag))))
        suite.set("errors", "0")
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _passed(names: Iterable[str]) -> _Cases:
    return {name: [] for name in names}


def _suite(root: ET.Element, name: str, cases: _Cases, words: Words) -> ET.Element:
    suite = ET.SubElement(root, "testsuite", name=name)
    for check, notices in cases.items():
        case = ET.SubElement(suite, "testcase", classname=name, name=check)
        if notices:
            _add(case, notices, words)
    return suite


def _add(case: ET.Element, notices: list[Notice], words: Words) -> None:
    """Add to a case what was found."""
    check, total = notices[0].check, sum(notice.total for notice in notices)
    properties = ET.SubElement(case, "properties")
    ET.SubElement(properties, "property", name="severity", value=check.severity)
    ET.SubElement(properties, "property", name="findings", value=str(total))
    if check.severity == "error":
        sentence = words.check(check, "sentence")
        said = ET.SubElement(case, "failure", type=check.name, message=sentence)
    else:
        said = ET.SubElement(case, "system-out")
    said.text = "\n\n".join(_lines(notice, words) for notice in notices)


def _lines(notice: Notice, words: Words) -> str:
    labels = ((words.say(f"label/{part}"), said) for part, said in text.explain(notice, words))
    return "\n".join(f"{label}: {said}" for label, said in labels)
