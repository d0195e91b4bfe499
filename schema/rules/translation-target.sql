-- A translation belongs to a text that is there and may be translated.
--
-- why: The translation of a text that does not exist is shown to nobody, and the text that was meant stays untranslated.
-- Ignored are records of which
-- 1. a part of the key is missing, which the check of required fields finds
-- card: validity
-- severity: error
-- fix: Correct the table, record or field named in the row, or remove the row.
SELECT 'translation', translation._row, 'table_name', translation.table_name
FROM translation
WHERE translation.table_name IS NOT NULL -- (1)
  AND NOT EXISTS (SELECT 1 FROM record WHERE record.table_name = translation.table_name)
UNION ALL
SELECT 'translation', translation._row, 'record_id', translation.record_id
FROM translation
WHERE translation.record_id IS NOT NULL -- (1)
  AND EXISTS (SELECT 1 FROM record WHERE record.table_name = translation.table_name)
  AND NOT EXISTS (
    SELECT 1
    FROM record
    WHERE record.table_name = translation.table_name
      AND record.record_id = translation.record_id
  )
UNION ALL
SELECT 'translation', translation._row, 'field_name', translation.field_name
FROM translation
WHERE translation.field_name IS NOT NULL -- (1)
  AND EXISTS (
    SELECT 1
    FROM record
    WHERE record.table_name = translation.table_name
      AND record.record_id = translation.record_id
  )
  AND NOT EXISTS (
    SELECT 1
    FROM cell
    WHERE cell.table_name = translation.table_name
      AND cell.record_id = translation.record_id
      AND cell.field_name = translation.field_name
      AND cell.translatable
      AND cell.value IS NOT NULL
  )
