-- A replication names its origin, lies elsewhere, and says what was adapted unless it is the same.
--
-- why: Others want to know which model works elsewhere and what had to change. Without its origin a replication teaches nothing.
-- Ignored are records of which
-- 1. the innovation itself names the innovation from which it was adapted
-- 2. the origin belongs to another publisher, so that its place is not known here
-- 3. another organization than that of the origin runs it, be it in the same place
-- 4. nothing was changed, as the field on closeness to the original says
-- 5. use has not begun, so that the changes are not known
-- card: validity
-- severity: error
-- fix: Add the origin and the adaptation, or correct the kind or the place.
WITH replication AS (
    SELECT
        deployment._row,
        deployment.id,
        deployment.derived_from_id,
        innovation.adapted_from_id,
        deployment.country,
        deployment.subdivision,
        deployment.place,
        deployment.stage,
        deployment.fidelity,
        deployment.adaptation,
        deployment.kind,
        coalesce(deployment.organization_id, innovation.lead_organization_id, '') AS run_by
    FROM deployment
    LEFT JOIN innovation ON innovation.id = deployment.innovation_id
)
SELECT DISTINCT 'deployment', _row, 'derived_from_id', derived_from_id
FROM replication
WHERE kind = 'replication'
  AND derived_from_id IS NULL
  AND adapted_from_id IS NULL -- (1)
UNION ALL
SELECT DISTINCT 'deployment', copy._row, 'place', copy.place
FROM replication AS copy
INNER JOIN replication AS origin ON origin.id = copy.derived_from_id -- (2)
WHERE copy.kind = 'replication'
  AND copy.country = origin.country
  AND coalesce(copy.subdivision, '') = coalesce(origin.subdivision, '')
  AND lower(trim(coalesce(copy.place, ''))) = lower(trim(coalesce(origin.place, '')))
  AND copy.run_by = origin.run_by -- (3)
UNION ALL
SELECT DISTINCT 'deployment', _row, 'adaptation', adaptation
FROM replication
WHERE kind = 'replication'
  AND adaptation IS NULL
  AND coalesce(fidelity, '') <> 'same' -- (4)
  AND coalesce(stage, '') <> 'planned' -- (5)
