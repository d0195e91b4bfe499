-- An id holds no e-mail address, telephone number or run of eight digits.
--
-- why: Ids are copied into links, file names and logs, where nobody protects a person. Survey tools often use a telephone number as the id.
-- Ignored are records of which
-- 1. the id is a random identifier of 32 hexadecimal digits in five groups
-- 2. the id is a pseudonym that publishing has set
-- card: privacy
-- severity: error
-- fix: Replace it by a random id.
SELECT table_name, _row, field_name, CAST(NULL AS STRING) -- A finding about personal data does not repeat them.
FROM id_cell
WHERE table_name IN ('contact', 'respondent', 'feedback')
  AND regexp_like(id, '[0-9]{8}')
  AND NOT regexp_like(lower(id), '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}') -- (1)
  AND NOT regexp_like('<' || lower(id) || '>', '<p1[a-z0-9-]*[a-z2-7]{26}>') -- (2)
UNION
SELECT table_name, _row, field_name, CAST(NULL AS STRING)
FROM personal_data_match
WHERE table_name IN ('contact', 'respondent', 'feedback')
  AND field_name = 'id'
