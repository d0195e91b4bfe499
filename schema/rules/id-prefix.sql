-- An id begins with the prefix declared for the package, whose first part is a country or `int`.
--
-- why: A prefix belongs to one publisher, so a foreign one claims somebody else's record. It often comes with rows copied from a partner.
-- Ignored are records of which
-- 1. the id comes from a survey tool and has no prefix
-- 2. the id is not written as an id, which the check of the pattern finds
-- 3. the package declares no prefix, which publishing asks for
-- card: validity
-- severity: error
-- fix: Use your own prefix, and describe a foreign organization under an id of your own.
SELECT id_cell.table_name, id_cell._row, id_cell.field_name, id_cell.id
FROM id_cell
CROSS JOIN descriptor
LEFT JOIN (
    SELECT lower(code) AS code FROM codelist_country WHERE status <> 'alias'
    UNION ALL SELECT 'int'
) AS issuer ON issuer.code = split_part(id_cell.id, '-', 1)
WHERE id_cell.prefixed -- (1)
  AND regexp_like('<' || id_cell.id || '>', '<[a-z]{2,3}-[a-z0-9]{2,16}(-[a-z0-9]+)+>') -- (2)
  AND descriptor.prefix IS NOT NULL -- (3)
  AND (
      split_part(id_cell.id, '-', 1) || '-' || split_part(id_cell.id, '-', 2) <> descriptor.prefix
      OR issuer.code IS NULL
  )
