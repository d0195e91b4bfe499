-- The package has at least one innovation, need, service or answer of a citizen.
--
-- why: A package of organizations and codes alone tells nobody anything. Mostly a sheet was left out or misnamed.
-- card: validity
-- severity: error
-- fix: Add what you want to publish.
SELECT 'descriptor', CAST(1 AS BIGINT), 'name', CAST(NULL AS STRING)
WHERE NOT EXISTS (SELECT 1 FROM innovation)
  AND NOT EXISTS (SELECT 1 FROM need)
  AND NOT EXISTS (SELECT 1 FROM service)
  AND NOT EXISTS (SELECT 1 FROM feedback)
