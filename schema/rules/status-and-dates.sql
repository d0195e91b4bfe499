-- An active innovation has no end date in the past, a completed one no start in the future.
--
-- why: People ask for something that is over, or count on what has not begun. The end is often known before the status is changed.
-- Ignored are records of which
-- 1. the date may lie on the right side of today, because it is a month or year alone
-- card: accuracy
-- severity: warning
-- fix: Correct the status or the date.
SELECT 'innovation', innovation._row, date_bounds.field_name, date_bounds.value
FROM innovation
INNER JOIN date_bounds ON date_bounds.table_name = 'innovation' AND date_bounds._row = innovation._row
CROSS JOIN descriptor
WHERE (
    innovation.status = 'active'
    AND date_bounds.field_name = 'end_date'
    AND date_bounds.last_day < descriptor.today -- (1): 2026 is not over before 2027
)
OR (
    innovation.status = 'completed'
    AND date_bounds.field_name = 'start_date'
    AND date_bounds.first_day > descriptor.today -- (1)
)
