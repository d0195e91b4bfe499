-- A reference that may lead to another publisher, but bears our own prefix, finds its record.
--
-- why: Nobody else can supply a record with your prefix, so the link leads nowhere for ever. Mistyped ids are the usual cause.
-- Ignored are records of which
-- 1. the reference bears another prefix than the package: see the rule `external-reference-open`
-- card: validity
-- severity: error
-- fix: Add the record or correct the id.
SELECT reference_cell.table_name, reference_cell._row, reference_cell.field_name, reference_cell.id
FROM reference_cell
CROSS JOIN descriptor
LEFT JOIN id_cell ON id_cell.table_name = reference_cell.target_table AND id_cell.id = reference_cell.id
WHERE reference_cell.external
  AND id_cell.id IS NULL
  AND split_part(reference_cell.id, '-', 1) || '-' || split_part(reference_cell.id, '-', 2) = descriptor.prefix -- (1)
