-- No two organizations share a registry number, or name and country.
--
-- why: One body counted twice splits its record and inflates every number of partners. It happens when lists of several units are joined.
-- Ignored are records of which
-- 1. the publisher says in relation that they are not the same
-- 2. the two rows have one id, which the check of keys finds
-- card: accuracy
-- severity: warning
-- fix: Merge them, or state `not-same-as` in relation.
WITH mark AS (
    SELECT
        organization._row, organization.id, 'identifiers' AS field_name, organization.identifiers AS value,
        lower(list_item.item) AS mark
    FROM organization
    INNER JOIN list_item ON list_item._row = organization._row
    WHERE list_item.table_name = 'organization'
      AND list_item.field_name = 'identifiers'
    UNION ALL
    -- Case and runs of spaces do not tell names apart.
    SELECT
        _row, id, 'name', name,
        lower(replace(replace(replace(trim(name), ' ', ' ~'), '~ ', ''), ' ~', ' ')) || '/' || country
    FROM organization
),
bearer AS (
    SELECT
        id, field_name, mark, min(_row) AS _row, min(value) AS value,
        row_number() OVER (PARTITION BY field_name, mark ORDER BY min(_row)) AS place
    FROM mark
    WHERE mark IS NOT NULL
    GROUP BY id, field_name, mark -- (2)
),
stated AS (
    SELECT subject_id AS one, object_id AS other
    FROM relation
    WHERE table_name = 'organization' AND predicate = 'not-same-as'
    UNION
    SELECT object_id, subject_id
    FROM relation
    WHERE table_name = 'organization' AND predicate = 'not-same-as'
),
distinguished AS (
    SELECT later.id, later.field_name, later.mark, count(*) AS others
    FROM bearer AS later
    INNER JOIN stated ON stated.one = later.id
    INNER JOIN bearer AS earlier
        ON earlier.id = stated.other AND earlier.field_name = later.field_name AND earlier.mark = later.mark
    WHERE earlier.place < later.place
    GROUP BY later.id, later.field_name, later.mark
)
SELECT DISTINCT 'organization', bearer._row, bearer.field_name, bearer.value
FROM bearer
LEFT JOIN distinguished
    ON distinguished.id = bearer.id
   AND distinguished.field_name = bearer.field_name
   AND distinguished.mark = bearer.mark
WHERE bearer.place - 1 > coalesce(distinguished.others, 0) -- (1): of all that came before
