-- What is the same by a chain of statements is nowhere said not to be.
--
-- why: When feeds are merged, one of the two statements joins the records and the other keeps them apart.
-- Ignored are records of which
-- 1. the chain has more than twenty statements
-- card: validity
-- severity: error
-- fix: Remove this statement, or one of the statements by which the two are the same.
WITH RECURSIVE same AS (
    SELECT table_name, subject_id AS here, object_id AS there
    FROM relation
    WHERE predicate = 'same-as'
    UNION ALL
    SELECT table_name, object_id, subject_id
    FROM relation
    WHERE predicate = 'same-as'
),
reached AS (
    SELECT DISTINCT table_name, subject_id AS origin, subject_id AS id, 0 AS steps
    FROM relation
    WHERE predicate = 'not-same-as'
    UNION ALL
    -- Each step keeps a record once, so that a circle or a dense cluster costs little.
    SELECT DISTINCT reached.table_name, reached.origin, same.there, reached.steps + 1
    FROM reached
    INNER JOIN same ON same.table_name = reached.table_name AND same.here = reached.id
    WHERE reached.steps < 20 -- (1)
      AND same.there <> reached.origin
)
SELECT 'relation', relation._row, 'predicate', relation.predicate
FROM relation
WHERE relation.predicate = 'not-same-as'
  AND EXISTS (
    SELECT 1
    FROM reached
    WHERE reached.table_name = relation.table_name
      AND reached.origin = relation.subject_id
      AND reached.id = relation.object_id
  )
