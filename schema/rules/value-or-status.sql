-- A measurement has a value, or says that it is missing or withheld.
--
-- why: An empty value can mean zero, unknown or secret, and each reader guesses another one.
-- Ignored are records of which
-- 1. the status says that the value is missing
-- 2. a row of the table withheld names the value, the whole record, or all records
-- 3. the value is not a number, which the check of the type finds
-- card: validity
-- severity: error
-- fix: Add the value, the status M, or a row in the table withheld.
SELECT 'measurement', measurement._row, 'value', cell.value
FROM measurement
INNER JOIN cell ON cell._row = measurement._row
WHERE cell.table_name = 'measurement'
  AND cell.field_name = 'value'
  AND cell.value IS NULL -- (3)
  AND coalesce(measurement.obs_status, '') <> 'M' -- (1)
  AND NOT EXISTS (
    SELECT 1
    FROM withheld
    WHERE withheld.table_name = 'measurement'
      AND withheld.record_id = measurement.id
      AND withheld.field_name IN ('value', '*') -- (2)
  )
  AND NOT EXISTS (
    SELECT 1
    FROM withheld
    WHERE withheld.table_name = 'measurement'
      AND withheld.record_id = '*'
      AND withheld.field_name IN ('value', '*') -- (2)
  )
