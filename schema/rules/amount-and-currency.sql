-- An amount has a currency.
--
-- why: A sum that nobody can convert cannot be compared or added up.
-- Ignored are records of which
-- 1. the amount is missing
-- 2. the amount is not a number, which the check of the type finds
-- 3. the amount is zero, which is the same in every currency
-- card: validity
-- severity: error
-- fix: Add the currency.
SELECT 'funding', _row, 'currency', currency
FROM funding
WHERE currency IS NULL AND amount <> 0 -- (1, 2, 3): nothing can be said of a missing amount
UNION ALL
SELECT 'need', _row, 'currency', currency
FROM need
WHERE currency IS NULL AND budget <> 0 -- (1, 2, 3)
UNION ALL
SELECT 'feedback', _row, 'currency', currency
FROM feedback
WHERE currency IS NULL AND (cost <> 0 OR bribe_amount <> 0) -- (1, 2, 3)
UNION ALL
SELECT 'time_cost_visit', _row, 'currency', currency
FROM time_cost_visit
WHERE currency IS NULL
  AND ( -- (1, 2, 3)
    cost <> 0
    OR fee <> 0
    OR travel_cost <> 0
    OR intermediary_cost <> 0
    OR informal_payment <> 0
    OR lost_income <> 0
  )
