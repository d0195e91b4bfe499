"""One Spark for all tests of a module, where there is Java."""

import os
import shutil

import pytest

from openinnov.engine.spark_session import started

#: All tests of Spark run in one process; elsewhere each would start another.
uses_spark = [
    pytest.mark.xdist_group("spark"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which is not there"),
]
#: Options of Java for a Spark that has little to do.
QUICK = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m -XX:+UseSerialGC"


@pytest.fixture(scope="module")
def spark():
    """Return a Spark that runs on this machine."""
    # It does not run long enough for the better compiler of Java, whose place the other one needs,
    # nor for its collector of garbage that works beside it.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "JDK_JAVA_OPTIONS", QUICK)
        with started("local[2]") as running:
            yield running
