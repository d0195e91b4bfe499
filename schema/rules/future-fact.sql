-- What is said to have been observed, answered, agreed to, published or reached lies not after now.
--
-- why: A plan that is dated as a fact inflates what has been achieved. Often a target was entered as a result, or a year mistyped.
-- Ignored are records of which
-- 1. the value is a target, a forecast or said to be missing
-- 2. the trial has neither an outcome nor a decision: it may be planned
-- 3. the day may have come, because the date is a month or year alone
-- card: accuracy
-- severity: error
-- fix: Correct the date, or mark the value as target.
WITH fact AS (
    SELECT 'measurement' AS table_name, _row, 'period_start' AS field_name
    FROM measurement
    WHERE coalesce(point, '') <> 'target' AND coalesce(obs_status, '') NOT IN ('F', 'M') -- (1)
    UNION ALL
    SELECT 'measurement', _row, 'period_end'
    FROM measurement
    WHERE coalesce(point, '') <> 'target' AND coalesce(obs_status, '') NOT IN ('F', 'M') -- (1)
    UNION ALL
    SELECT 'time_cost_visit', _row, 'measured_on' FROM time_cost_visit WHERE coalesce(point, '') <> 'target' -- (1)
    UNION ALL
    SELECT 'experiment', _row, 'start_date'
    FROM experiment
    WHERE outcome IS NOT NULL OR coalesce(decision, 'pending') <> 'pending' -- (2)
    UNION ALL
    SELECT 'experiment', _row, 'end_date'
    FROM experiment
    WHERE outcome IS NOT NULL OR coalesce(decision, 'pending') <> 'pending' -- (2)
    UNION ALL
    SELECT 'evidence', _row, 'published_on' FROM evidence
    UNION ALL
    SELECT 'cooperation', _row, 'stage_date' FROM cooperation
    UNION ALL
    SELECT 'feedback', _row, 'responded_on' FROM feedback
    UNION ALL
    SELECT 'contact', _row, 'consented_on' FROM contact
    UNION ALL
    SELECT 'respondent', _row, 'consented_on' FROM respondent
),
yet_to_come AS (
    SELECT date_bounds.table_name, date_bounds._row, date_bounds.field_name, date_bounds.value
    FROM date_bounds
    CROSS JOIN descriptor
    WHERE date_bounds.first_day > descriptor.today -- (3)
)
SELECT yet_to_come.table_name, yet_to_come._row, yet_to_come.field_name, yet_to_come.value
FROM yet_to_come
INNER JOIN fact
    ON fact.table_name = yet_to_come.table_name
   AND fact._row = yet_to_come._row
   AND fact.field_name = yet_to_come.field_name
