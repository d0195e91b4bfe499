-- A cell said to be withheld is empty or coarsened, and each required empty cell of a release is covered.
--
-- why: A notice beside a value that still stands shows that protection failed. An empty cell without a notice looks like a loss.
-- Ignored are records of which
-- 1. the notice is for all records, or for a whole record, and so for no single cell
-- 2. the technique leaves a coarser value, a pseudonym or a part of the text in place
-- 3. the submission is not yet released, whose empty cells the check of required fields finds
-- 4. a notice names the record or all records, and the field or all fields
-- card: privacy
-- severity: error
-- fix: Remove the value, or the notice, or add the notice that is missing.
SELECT DISTINCT 'withheld', withheld._row, 'field_name', withheld.field_name
FROM withheld
INNER JOIN cell
    ON cell.table_name = withheld.table_name
    AND cell.record_id = withheld.record_id -- (1): a star is the id of no record
    AND cell.field_name = withheld.field_name -- (1): and the name of no field
WHERE cell.value IS NOT NULL
  AND coalesce(withheld.technique, '') NOT IN ( -- (2)
    'generalized',
    'rounded',
    'top-coded',
    'pseudonymized',
    'perturbed',
    'redacted'
  )
UNION ALL
SELECT cell.table_name, cell._row, cell.field_name, cell.value
FROM cell
WHERE cell.required
  AND cell.value IS NULL
  AND EXISTS (SELECT 1 FROM descriptor WHERE release IS NOT NULL) -- (3)
  AND NOT EXISTS ( -- (4): this cell
    SELECT 1
    FROM withheld
    WHERE withheld.table_name = cell.table_name
      AND withheld.record_id = cell.record_id
      AND withheld.field_name = cell.field_name
  )
  AND NOT EXISTS ( -- (4): this record
    SELECT 1
    FROM withheld
    WHERE withheld.table_name = cell.table_name
      AND withheld.record_id = cell.record_id
      AND withheld.field_name = '*'
  )
  AND NOT EXISTS ( -- (4): this field of all records, or all of the table
    SELECT 1
    FROM withheld
    WHERE withheld.table_name = cell.table_name
      AND withheld.record_id = '*'
      AND withheld.field_name = cell.field_name
  )
  AND NOT EXISTS (
    SELECT 1
    FROM withheld
    WHERE withheld.table_name = cell.table_name
      AND withheld.record_id = '*'
      AND withheld.field_name = '*'
  )
