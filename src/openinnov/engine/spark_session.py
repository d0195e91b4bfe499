"""Starting Spark so that it is quiet, reaches nobody, and leaves nothing behind."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.engine.spark import Connection
from openinnov.exceptions import MissingExtraError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyspark.sql import SparkSession

#: All cores of this machine.
LOCAL = "local[*]"
_LEAST_MEMORY = 1024
#: On this machine nobody else has to reach it.
_ALONE = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
_LOG_NOTHING = "status = off\nrootLogger.level = off\n"
#: What small data run with: a plan that is compiled, parted or changed costs more than it gives.
_SMALL = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.leafNodeDefaultParallelism": "1",
    "spark.sql.shuffle.partitions": "1",
}


@dataclass(frozen=True, slots=True)
class Spark:
    """A Spark that runs, and the private folder for what it writes."""

    session: "SparkSession"
    folder: Path

    def connect(self, reader: "DuckDBPyConnection", *, small: bool) -> Connection:
        """Return a connection with tables of its own, beside that of what has read them."""
        session = self.session.newSession()
        for key, value in _SMALL.items() if small else ():
            session.conf.set(key, value)
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        return Connection(session, folder, reader, small=small)


@contextmanager
def started(master: str = LOCAL) -> Iterator[Spark]:
    """Start Spark, and stop it with all that it wrote.

    Raises `MissingExtraError` when pyspark or Java is not there, or Spark does not start.
    """
    _check()
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    folder = Path(tempfile.mkdtemp(prefix="openinnov-"))  # Mode 0700.
    gateway = None
    try:
        (folder / "log4j2.properties").write_text(_LOG_NOTHING, encoding="utf-8")
        conf = SparkConf(loadDefaults=False).setAll(list(_settings(folder, master).items()))
        try:
            # What Spark says may quote the data, so nobody hears it.
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            gateway = launch_gateway(conf, quiet)  # type: ignore[no-untyped-call]  # because pyspark has it so
            session = SparkSession(SparkContext(conf=conf, gateway=gateway))
        except (PySparkException, Py4JError):
            raise MissingExtraError(
                f"Spark does not start at {master}: it needs Java 17, and a master that answers"
            ) from None
        try:
            yield Spark(session, folder)
        finally:
            session.stop()
    finally:
        if gateway is not None:
            _end(gateway)
        shutil.rmtree(folder, ignore_errors=True)


def _check() -> None:
    """Raise `MissingExtraError` when something is not installed."""
    if find_spec("pyspark") is None:
        raise MissingExtraError('Spark is not installed: run pip install "openinnov[spark]"')
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=str(Path(home) / "bin") if home else None):
        raise MissingExtraError("Spark needs Java, which is not there: install Java 17")


def _settings(folder: Path, master: str) -> Mapping[str, str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    options = (
        # A pattern goes one level deeper with each letter, of which a text may have a million.
        "-Xss512m",
        "-XX:-UsePerfData",  # It would lie where the system has its temporary files.
        f"-Djava.io.tmpdir={folder}",
        f"-Dlog4j2.configurationFile={(folder / 'log4j2.properties').as_uri()}",
    )
    return {
        "spark.app.name": "openinnov",
        "spark.master": master,
        **(_ALONE if master.startswith("local") else {}),
        "spark.driver.extraJavaOptions": " ".join(options),
        "spark.driver.memory": f"{max(memory >> 20, _LEAST_MEMORY)}m",
        "spark.local.dir": str(folder),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.eventLog.enabled": "false",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
        "spark.sql.variable.substitute": "false",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }


def _end(gateway: Any) -> None:
    """End Java, and let another be started."""
    from pyspark import SparkContext

    gateway.shutdown()
    gateway.proc.stdin.close()  # For which it waits.
    gateway.proc.wait()
    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001 -- nothing else forgets them
