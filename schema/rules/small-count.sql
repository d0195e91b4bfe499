-- No number of people lies between 1 and the threshold less one.
--
-- why: Behind a very small number stand people whom their neighbours may recognize. Narrow groups and small places bring it about.
-- Ignored are records of which
-- 1. the number is zero: nobody can be recognized
-- card: privacy
-- severity: info
-- fix: Nothing: it will be suppressed; join groups to keep more.
WITH number AS (
    SELECT 'deployment' AS table_name, _row, 'people_eligible' AS field_name, people_eligible AS people FROM deployment
    UNION ALL SELECT 'deployment', _row, 'people_reached', people_reached FROM deployment
    UNION ALL SELECT 'deployment_beneficiary', _row, 'people_eligible', people_eligible FROM deployment_beneficiary
    UNION ALL SELECT 'deployment_beneficiary', _row, 'people_reached', people_reached FROM deployment_beneficiary
    UNION ALL SELECT 'measurement', _row, 'sample_size', sample_size FROM measurement
    UNION ALL SELECT 'time_cost_visit', _row, 'sample_size', sample_size FROM time_cost_visit
)
SELECT number.table_name, number._row, number.field_name, CAST(NULL AS STRING) -- What will go is not repeated.
FROM number
CROSS JOIN parameter
WHERE number.people >= 1 -- (1)
  AND number.people < parameter.k
