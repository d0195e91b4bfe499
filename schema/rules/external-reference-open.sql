-- A reference to a record of another publisher is resolved.
--
-- why: Readers of this package alone cannot see what the record is adapted from or who took it up.
-- Ignored are records of which
-- 1. the record is in the package
-- 2. the reference bears the prefix of the package: see the rule `external-reference-own`
-- card: usefulness
-- severity: info
-- fix: Nothing, if the id is right: it is checked when feeds are merged.
SELECT reference_cell.table_name, reference_cell._row, reference_cell.field_name, reference_cell.id
FROM reference_cell
CROSS JOIN descriptor
LEFT JOIN id_cell ON id_cell.table_name = reference_cell.target_table AND id_cell.id = reference_cell.id
WHERE reference_cell.external
  AND id_cell.id IS NULL -- (1)
  AND split_part(reference_cell.id, '-', 1) || '-' || split_part(reference_cell.id, '-', 2) <> descriptor.prefix -- (2)
