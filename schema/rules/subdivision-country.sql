-- A state or province lies in the country of its row or deployment.
--
-- why: One of the two is wrong, and the row is counted in a place where it does not belong.
-- Ignored are records of which
-- 1. the country, the state or province, or the deployment is missing
-- 2. the answer is about a deployment in several countries
-- 3. the code is that of a territory which has a country code of its own, such as US-PR for PR
-- 4. the country is not in the list, which the check of codes finds
-- 5. the state or province is not written as a code, which the check of the pattern finds
-- card: accuracy
-- severity: error
-- fix: Correct the country, or the state or province.
WITH located AS (
    SELECT 'organization' AS table_name, _row, subdivision, country
    FROM organization
    UNION ALL
    SELECT 'deployment', _row, subdivision, country
    FROM deployment
    UNION ALL
    SELECT DISTINCT 'feedback', feedback._row, feedback.subdivision, deployment.country
    FROM feedback
    INNER JOIN deployment ON deployment.id = feedback.deployment_id -- (1)
    WHERE coalesce(deployment.area_level, '') <> 'international' -- (2)
)
SELECT located.table_name, located._row, 'subdivision', located.subdivision
FROM located
INNER JOIN codelist_country ON codelist_country.code = located.country -- (4)
WHERE codelist_country.status <> 'alias' -- (4)
  AND substr(located.subdivision, 1, 2) <> located.country -- (1)
  AND substr(located.subdivision, 3, 1) = '-' -- (5)
  AND substr(located.subdivision, 4, 2) <> located.country -- (3)
  AND concat(located.subdivision, '/', located.country) NOT IN ( -- (3)
    'FI-01/AX',
    'FR-971/GP',
    'FR-972/MQ',
    'FR-973/GF',
    'FR-974/RE',
    'FR-976/YT',
    'NO-21/SJ',
    'NO-22/SJ'
  )
