-- The end is not before the start.
--
-- why: Every duration worked out from the two dates is wrong. Mostly a year is mistyped, or day and month are exchanged.
-- Ignored are records of which
-- 1. the end may lie after the start, because a date is given as a month or year alone
-- card: accuracy
-- severity: error
-- fix: Correct one of the dates.
SELECT ended.table_name, ended._row, ended.field_name, ended.value
FROM date_bounds AS began
INNER JOIN date_bounds AS ended
    ON ended.table_name = began.table_name
   AND ended._row = began._row
   AND ended.field_name = CASE began.field_name
       WHEN 'start_date' THEN 'end_date'
       WHEN 'period_start' THEN 'period_end'
   END
WHERE ended.last_day < began.first_day -- (1): 2019 is not before 2019-05-01
