-- Nothing is part of itself or derived from itself, also by a detour.
--
-- why: A tree of organizations or a line of descent that runs in a circle has no beginning, and cannot be drawn or counted.
-- Ignored are records of which
-- 1. the chain leads into a circle without being part of it: the fault lies in the circle
-- card: validity
-- severity: error
-- fix: Remove one of the links that make up the circle.
WITH RECURSIVE link AS (
    SELECT 'organization' AS table_name, _row, 'parent_id' AS field_name, id, parent_id AS target FROM organization
    UNION ALL SELECT 'innovation', _row, 'adapted_from_id', id, adapted_from_id FROM innovation
    UNION ALL SELECT 'deployment', _row, 'derived_from_id', id, derived_from_id FROM deployment
),
-- One link an id, so that a repeated id, which the check of keys finds, does not multiply the paths.
step AS (
    SELECT
        table_name, id, min(target) AS target,
        least(90, 1 + count(*) OVER (PARTITION BY table_name)) AS enough
    FROM link
    WHERE target IS NOT NULL
    GROUP BY table_name, id
),
-- Everybody walks on together. Who is in no circle arrives at an end: after more steps than there are
-- links, or after 90 steps, only circles are left.
walk AS (
    SELECT DISTINCT table_name, target AS id, 1 AS steps, enough FROM step
    UNION ALL
    SELECT step.table_name, step.target, walk.steps + 1, walk.enough
    FROM walk
    INNER JOIN step ON step.table_name = walk.table_name AND step.id = walk.id
    WHERE walk.steps < walk.enough
),
circle AS (
    SELECT DISTINCT table_name, id FROM walk WHERE steps = enough
),
finish AS ( -- Both ends of a link; an engine that walks anew for each join then walks once.
    SELECT table_name, _row, field_name, target, id FROM link
    UNION ALL
    SELECT table_name, _row, field_name, target, target FROM link
)
SELECT finish.table_name, finish._row, finish.field_name, finish.target
FROM finish
INNER JOIN circle ON circle.table_name = finish.table_name AND circle.id = finish.id
GROUP BY finish.table_name, finish._row, finish.field_name, finish.target
HAVING count(*) = 2 -- (1)
