"""Whether a Parquet file tells what the CSV file of the same table does, cell by cell."""

from collections.abc import Iterable, Iterator
from typing import Any

from openinnov.verification.package import Package, names
from openinnov.verification.rows import parquet_batches

#: Bytes of a CSV file that are parsed at once.
_BLOCK = 1 << 24


def check(package: Package) -> Iterator[str]:
    """Yield the fields of which a Parquet file tells something else."""
    for resource in package.tables.values():
        path = str(resource["path"])
        twin = path.removesuffix(".csv") + ".parquet"
        if twin in package.files:
            wanted = names(resource["schema"])
            different: set[str] = set()
            typed = parquet_batches(package, twin)
            for own, other in _aligned(_text_batches(package, path, wanted), typed):
                shown = set(other.schema.names) & set(wanted)
                different |= {name for name in shown if not _equal(own[name], other[name])}
            for name in sorted(different):
                yield f"{twin}: {name} does not tell what {path} tells"


def _text_batches(package: Package, path: str, wanted: list[str]) -> Iterator[Any]:
    import pyarrow as pa
    from pyarrow import csv

    convert = csv.ConvertOptions(
        strings_can_be_null=True,
        quoted_strings_can_be_null=True,
        null_values=[""],
        column_types=dict.fromkeys(wanted, pa.string()),
        include_columns=wanted,
    )
    try:
        with csv.open_csv(
            package.directory / path,
            read_options=csv.ReadOptions(block_size=_BLOCK, use_threads=False),
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=convert,
        ) as batches:
            yield from batches
    except (pa.ArrowInvalid, pa.ArrowKeyError):
        return  # What is wrong with it the check of tables says.


def _aligned(left: Iterable[Any], right: Iterator[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield batches of equal length that have the same rows of two files."""
    other = next(right, None)
    for batch in left:
        own = batch
        while other is not None and len(own):
            size = min(len(own), len(other))
            yield own.slice(0, size), other.slice(0, size)
            own, other = own.slice(size), other.slice(size)
            if not len(other):
                other = next(right, None)


def _equal(texts: Any, typed: Any) -> bool:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_list(typed.type):
        return bool(pc.split_pattern(texts, ";").to_pylist() == typed.to_pylist())
    try:
        return bool(pc.cast(texts, typed.type).equals(typed))
    except pa.ArrowInvalid:
        return False
