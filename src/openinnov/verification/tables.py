"""Whether tables hold the records and columns that are described."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from openinnov.verification.package import Package, names


def check(package: Package) -> Iterator[str]:
    """Yield CSV and Parquet files that do not hold the records and columns of their schema."""
    for resource in package.resources:
        path, schema = str(resource.get("path")), resource.get("schema")
        if isinstance(schema, dict) and path in package.files:
            wanted = names(schema)
            records = resource.get("openinnov:records")
            yield from _csv(package.directory / path, path, wanted, records)
            twin = path.removesuffix(".csv") + ".parquet"
            if twin in package.files:
                yield from _parquet(package.directory / twin, twin, wanted, records)


def _csv(file: Path, path: str, wanted: list[str], records: object) -> Iterator[str]:
    longest = csv.field_size_limit(max(file.stat().st_size, 1))
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines, strict=True)
            if next(rows, []) != wanted:
                yield f"{path}: the header is not that of the schema"
            widths = Counter(len(row) for row in rows)
    except (UnicodeDecodeError, csv.Error) as error:
        yield f"{path}: is no CSV file: {type(error).__name__}"
        return
    finally:
        csv.field_size_limit(longest)
    if widths.keys() - {len(wanted)}:
        yield f"{path}: a record has too many or too few cells"
    if widths.total() != records:
        yield f"{path}: has {widths.total()} records, and {records} are described"


def _parquet(file: Path, path: str, wanted: list[str], records: object) -> Iterator[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.read_metadata(file)
    except pa.ArrowInvalid:
        yield f"{path}: is no Parquet file"
        return
    if metadata.schema.to_arrow_schema().names != wanted:
        yield f"{path}: the columns are not those of the schema"
    if metadata.num_rows != records:
        yield f"{path}: has {metadata.num_rows} records, and {records} are described"
