-- The lower bound is not above the value, and the upper bound is not below it.
--
-- why: A value outside its own interval is a slip, and no chart can show how sure it is.
-- Ignored are records of which
-- 1. the bounds are missing, or the only bound has no value beside it
-- card: validity
-- severity: error
-- fix: Correct the bounds or the value.
SELECT 'measurement', _row, 'lower', CAST(lower AS STRING)
FROM measurement
WHERE lower > value -- (1)
UNION ALL
SELECT 'measurement', _row, 'upper', CAST(upper AS STRING)
FROM measurement
WHERE upper < coalesce(value, lower) -- (1)
