"""What mlcroissant reads in a package: its complaints, and the records of each record set."""

import json
import logging
import sys
import warnings


def main(path):
    from absl import logging as absl

    complaints = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: complaints.append(record.getMessage())
    absl.get_absl_logger().addHandler(handler)
    logging.getLogger().addHandler(handler)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        import mlcroissant

        dataset = mlcroissant.Dataset(path)
        records = {each.id: [*dataset.records(each.id)] for each in dataset.metadata.record_sets}
    issues = dataset.metadata.ctx.issues
    # It calls rdflib and pandas in ways that they deprecate, whatever it reads.
    deprecations = (DeprecationWarning, FutureWarning, PendingDeprecationWarning)
    complaints += [str(w.message) for w in caught if not issubclass(w.category, deprecations)]
    complaints += sorted({*issues.errors, *issues.warnings})
    print(json.dumps({"complaints": complaints, "records": records}, default=_plain))


def _plain(value):
    if isinstance(value, bytes):
        return value.decode()
    return str(value.date())


if __name__ == "__main__":
    main(sys.argv[1])
