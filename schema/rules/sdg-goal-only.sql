-- A target is named, not the goal alone.
--
-- why: A goal has up to nineteen targets. Whoever looks for solutions to one of them does not find this innovation.
-- Ignored are records of which
-- 1. the code is not in the list, which the check of codes finds
-- 2. a target of the same goal is named for the same innovation
-- card: usefulness
-- severity: info
-- fix: Choose the target of the goal that the innovation serves most.
SELECT 'innovation_sdg', named._row, 'sdg', named.sdg
FROM innovation_sdg AS named
INNER JOIN codelist_sdg AS goal ON goal.code = named.sdg AND goal.broader IS NULL -- (1)
WHERE NOT EXISTS (
    SELECT 1
    FROM innovation_sdg AS other
    INNER JOIN codelist_sdg AS target ON target.code = other.sdg
    WHERE other.innovation_id = named.innovation_id AND target.broader = named.sdg -- (2)
  )
