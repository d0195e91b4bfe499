-- The parts of the cost, and of the hours, do not exceed their total.
--
-- why: If the parts are larger than the whole, the saving of the user is computed from a wrong number.
-- Ignored are records of which
-- 1. the total is missing
-- 2. a part is missing, which is counted as nothing
-- 3. the income that the user loses is large, because it is no part of the cost
-- card: validity
-- severity: error
-- fix: Correct a part or the total.
SELECT 'time_cost_visit', _row, 'cost', CAST(cost AS STRING)
FROM time_cost_visit
WHERE cost < coalesce(fee, 0) -- (1, 2)
    + coalesce(travel_cost, 0)
    + coalesce(intermediary_cost, 0)
    + coalesce(informal_payment, 0) -- (3): lost_income stays out
UNION ALL
SELECT 'time_cost_visit', _row, 'effort_hours', CAST(effort_hours AS STRING)
FROM time_cost_visit
WHERE effort_hours < coalesce(travel_hours, 0) + coalesce(waiting_hours, 0) -- (1, 2)
