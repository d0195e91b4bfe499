-- An experiment that has ended has an outcome and a decision.
--
-- why: Trials that failed are seldom reported, so others repeat them with public money.
-- Ignored are records of which
-- 1. the end is missing, or may still lie ahead
-- 2. the decision is said to be pending
-- card: usefulness
-- severity: warning
-- fix: Add the outcome and the decision, for a trial without effect or with a bad one counts as much as a success.
WITH ended AS (
    SELECT date_bounds._row
    FROM date_bounds
    CROSS JOIN descriptor
    WHERE date_bounds.table_name = 'experiment'
      AND date_bounds.field_name = 'end_date'
      AND date_bounds.last_day < descriptor.today -- (1)
)
SELECT 'experiment', experiment._row, 'outcome', experiment.outcome
FROM experiment
INNER JOIN ended ON ended._row = experiment._row
WHERE experiment.outcome IS NULL
UNION ALL
SELECT 'experiment', experiment._row, 'decision', experiment.decision
FROM experiment
INNER JOIN ended ON ended._row = experiment._row
WHERE experiment.decision IS NULL -- (2): pending is a decision too
