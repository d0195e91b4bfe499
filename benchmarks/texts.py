"""Time scrubbing beside Presidio, on the same texts, in one run.

``python benchmarks/texts.py [--peer PYTHON]`` takes the interpreter of an environment in which
presidio-analyzer and presidio-anonymizer are installed, without a model of a language. It prints a
table of Markdown. The texts are those of the tests, with personal data planted in them and without,
and prose of `generate.py` between them. Both take turns, and the time of the processor counts, so
that a busy machine slows both alike; what counts is the ratio.

The peer has no model, so it seeks no names; ours is timed without names, which is the same work,
and with those that the tests list. The peer's recognisers of English run on texts of all languages.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from generate import WORDS
from hard_negatives import hard_negatives
from scrub_corpus import listed_names
from scrub_numbers import planted

from openinnov import detection

ROUNDS = 5
KNOWN = detection.known(listed_names())
#: The peer is so slow that it gets a part of what ours gets; each in a round, by turns.
PEER_BYTES = 20_000
_PEER = """
import json, logging, sys, time
logging.disable(logging.CRITICAL)
import spacy
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_anonymizer import AnonymizerEngine

class Blank(SpacyNlpEngine):
    def __init__(self):
        super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
        self.nlp = {"en": spacy.blank("en")}

    def load(self):
        pass

analyzer, anonymizer = AnalyzerEngine(nlp_engine=Blank()), AnonymizerEngine()
for line in sys.stdin:
    texts, start = json.loads(line), time.process_time()
    for text in texts:
        anonymizer.anonymize(text, analyzer.analyze(text, language="en"))
    print(json.dumps(time.process_time() - start), flush=True)
"""


def corpora() -> dict[str, list[str]]:
    """Return texts by what they are: prose, the corpus of the tests, and both mixed."""
    dice = random.Random(1)
    prose = [
        " ".join(dice.choices(WORDS[dice.choice([*WORDS])], k=dice.randint(12, 40)))
        for _ in range(20_000)
    ]
    corpus = [item.text for item in planted()] + [text for _, text in hard_negatives()]
    dice.shuffle(corpus)
    mixed = prose[:18_000] + corpus[:2_000]
    dice.shuffle(mixed)
    return {"prose": prose, "mixed, 1 of 10 of the corpus": mixed, "the corpus alone": corpus}


def ours(texts: list[str], known: detection.Known) -> float:
    """Return how many seconds ours takes."""
    start = time.process_time()
    for text in texts:
        detection.scrub(text, regions=("BD",), known=known)
    return time.process_time() - start


def size(texts: list[str]) -> int:
    """Return how many bytes texts have."""
    return sum(len(text.encode()) for text in texts)


def portion(texts: list[str], start: int) -> list[str]:
    """Return texts from one on, as many as the peer is given."""
    taken: list[str] = []
    for text in texts[start:]:
        if size(taken) >= PEER_BYTES:
            break
        taken.append(text)
    return taken


def compare(name: str, texts: list[str], peer: subprocess.Popen[str]) -> None:
    """Print the medians of both speeds, and their ratio."""
    named, mine, theirs = [], [], []
    for round_ in range(ROUNDS):
        mine.append(size(texts) / ours(texts, detection.Known()) / 1e6)
        named.append(size(texts) / ours(texts, KNOWN) / 1e6)
        part = portion(texts, round_ * 150)
        peer.stdin.write(json.dumps(part) + "\n")
        peer.stdin.flush()
        theirs.append(size(part) / float(peer.stdout.readline()) / 1e6)
    fast, slow, most = map(statistics.median, (mine, theirs, named))
    print(
        f"| {name} | {fast:.2f} | {most:.2f} | {slow:.4f} | {fast / slow:.0f} | {most / slow:.0f} |"
    )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--peer", default=sys.executable)
    command = [arguments.parse_args().peer, "-W", "ignore", "-c", _PEER]
    print("| texts | ours, MB/s | with names | Presidio, MB/s | ratio | with names |")
    print("| --- | --- | --- | --- | --- | --- |")
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        for what, some in corpora().items():
            compare(what, some, process)
        process.stdin.close()
