-- An innovation in diffusion has two deployments.
--
-- why: Diffusion means that others have taken it up, and the places where they did are what planners look for.
-- Ignored are records of which
-- 1. a deployment is only planned, which is not counted
-- 2. another innovation of the package was adapted from it, which is counted as a deployment
-- card: usefulness
-- severity: warning
-- fix: Add the deployments, or correct the stage.
WITH place AS (
    SELECT innovation_id, id
    FROM deployment
    WHERE coalesce(stage, '') <> 'planned' -- (1)
    UNION ALL
    SELECT adapted_from_id, id
    FROM innovation
    WHERE adapted_from_id IS NOT NULL -- (2)
),
counted AS (
    SELECT innovation_id, count(DISTINCT id) AS places
    FROM place
    GROUP BY innovation_id
)
SELECT 'innovation', innovation._row, 'stage', innovation.stage
FROM innovation
LEFT JOIN counted ON counted.innovation_id = innovation.id
WHERE innovation.stage = 'diffusion' AND coalesce(counted.places, 0) < 2
