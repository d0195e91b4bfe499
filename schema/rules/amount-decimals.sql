-- An amount has no more decimals than its currency.
--
-- why: A third decimal is often a thousands separator: 1.500 may have been meant as one thousand five hundred.
-- Ignored are records of which
-- 1. the amount or the currency is missing
-- 2. the number of decimals is not known, as of a withdrawn currency or of drawing rights
-- 3. the further decimals are zeros, which change nothing
-- card: accuracy
-- severity: warning
-- fix: Check for a misplaced point, and round the amount if the point is right.
WITH amount AS (
    SELECT 'funding' AS table_name, _row, 'amount' AS field_name, amount, currency
    FROM funding
    UNION ALL
    SELECT 'need', _row, 'budget', budget, currency
    FROM need
)
SELECT amount.table_name, amount._row, amount.field_name, CAST(amount.amount AS STRING)
FROM amount
INNER JOIN codelist_currency ON codelist_currency.code = amount.currency -- (1)
WHERE (codelist_currency.minor_unit = '0' AND amount.amount <> round(amount.amount, 0)) -- (1, 2, 3)
   OR (codelist_currency.minor_unit = '2' AND amount.amount <> round(amount.amount, 2))
   OR (codelist_currency.minor_unit = '3' AND amount.amount <> round(amount.amount, 3))
   OR (codelist_currency.minor_unit = '4' AND amount.amount <> round(amount.amount, 4))
