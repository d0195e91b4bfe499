-- A cooperation that led to adoption names the resulting deployment.
--
-- why: The deployment is the proof of the adoption. Without it the success is counted and cannot be followed.
-- Ignored are records of which
-- 1. the stage is another than adopted
-- 2. the deployment belongs to another publisher, so that it is not in the package
-- card: validity
-- severity: error
-- fix: Add the deployment, or its id in the package of the adopter.
SELECT 'cooperation', _row, 'resulting_deployment_id', resulting_deployment_id
FROM cooperation
WHERE stage = 'adopted' -- (1)
  AND resulting_deployment_id IS NULL -- (2): an id is enough
