-- No more people are reached than intended, and no group is larger than the whole.
--
-- why: Uses are often counted in place of people, and a share of people reached above 100 per cent convinces nobody.
-- Ignored are records of which
-- 1. one of the two numbers is missing
-- 2. the deployment of the group is missing
-- card: accuracy
-- severity: warning
-- fix: Correct a number, and count people and not uses.
SELECT 'deployment', _row, 'people_reached', CAST(people_reached AS STRING)
FROM deployment
WHERE people_reached > people_eligible -- (1)
UNION ALL
SELECT DISTINCT
    'deployment_beneficiary',
    part._row,
    'people_reached',
    CAST(part.people_reached AS STRING)
FROM deployment_beneficiary AS part
LEFT JOIN deployment AS total ON total.id = part.deployment_id -- (2)
WHERE part.people_reached > part.people_eligible -- (1)
   OR part.people_reached > coalesce(total.people_reached, total.people_eligible) -- (1)
UNION ALL
SELECT DISTINCT
    'deployment_beneficiary',
    part._row,
    'people_eligible',
    CAST(part.people_eligible AS STRING)
FROM deployment_beneficiary AS part
INNER JOIN deployment AS total ON total.id = part.deployment_id -- (2)
WHERE part.people_eligible > total.people_eligible -- (1)
