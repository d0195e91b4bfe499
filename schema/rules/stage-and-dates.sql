-- A planned deployment has not begun, another has; an ended one has an end date or reason.
--
-- why: A plan counts as use, or a use as a plan, and nobody can tell how long an innovation lived. Stages are seldom brought up to date.
-- Ignored are records of which
-- 1. the start is not given
-- 2. the start may lie on the right side of today, because it is a month or year alone
-- card: accuracy
-- severity: warning
-- fix: Correct the stage or the dates.
SELECT 'deployment', deployment._row, 'start_date', deployment.start_date
FROM deployment
INNER JOIN date_bounds AS began -- (1)
    ON began.table_name = 'deployment' AND began.field_name = 'start_date' AND began._row = deployment._row
CROSS JOIN descriptor
WHERE (deployment.stage = 'planned' AND began.last_day < descriptor.today) -- (2)
   OR (
       deployment.stage IN ('pilot', 'partial', 'full', 'institutionalized', 'ended')
       AND began.first_day > descriptor.today -- (2)
   )
UNION ALL
SELECT 'deployment', _row, 'end_date', end_date
FROM deployment
WHERE stage = 'ended'
  AND end_date IS NULL
  AND end_reason IS NULL
