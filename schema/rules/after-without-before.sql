-- A value after has a value before, or a comparison.
--
-- why: A value alone does not show whether anything got better.
-- Ignored are records of which
-- 1. the value before, or the comparison, is for another place or group of people
-- 2. the value after is missing
-- 3. the value before is said to be missing
-- 4. the indicator counts what was done, which was nothing before
-- card: usefulness
-- severity: info
-- fix: Add the value before the innovation, or a comparison, if there is one.
SELECT 'measurement', observed._row, 'point', observed.point
FROM measurement AS observed
WHERE observed.point = 'actual'
  AND observed.value IS NOT NULL -- (2)
  AND NOT EXISTS (
    SELECT 1
    FROM measurement AS other
    WHERE other.indicator_id = observed.indicator_id -- (1): whatever the place and the group
      AND other.innovation_id = observed.innovation_id
      AND other.point IN ('baseline', 'comparison') -- (3): whatever its value
  )
  AND NOT EXISTS (
    SELECT 1
    FROM indicator
    WHERE indicator.id = observed.indicator_id AND indicator.result_level = 'output' -- (4)
  )
UNION ALL
SELECT 'time_cost_visit', observed._row, 'point', observed.point
FROM time_cost_visit AS observed
WHERE observed.point = 'actual'
  AND NOT EXISTS (
    SELECT 1
    FROM time_cost_visit AS other
    WHERE other.service_id = observed.service_id -- (1)
      AND other.innovation_id = observed.innovation_id
      AND other.point IN ('baseline', 'comparison')
  )
