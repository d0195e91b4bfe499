-- Evidence of level 3 or more rests on a comparison, or on a linked source.
--
-- why: Whoever chooses a solution by its evidence trusts the level, and level 3 says that a comparison proves the effect.
-- Ignored are records of which
-- 1. the level is missing or below 3
-- 2. a source is linked
-- 3. a value of a comparison stands in the table, for the same indicator and innovation
-- 4. the innovation was tried in an experiment with a comparison group
-- card: accuracy
-- severity: warning
-- fix: Lower the level, link the source, or add the comparison.
SELECT 'measurement', measurement._row, 'evidence_level', CAST(measurement.evidence_level AS STRING)
FROM measurement
WHERE measurement.evidence_level >= 3 -- (1)
  AND measurement.evidence_id IS NULL -- (2)
  AND NOT EXISTS (
    SELECT 1
    FROM measurement AS other
    WHERE other.indicator_id = measurement.indicator_id
      AND other.innovation_id = measurement.innovation_id
      AND other.point = 'comparison' -- (3)
  )
  AND NOT EXISTS (
    SELECT 1
    FROM experiment
    WHERE experiment.innovation_id = measurement.innovation_id
      AND experiment.design IN ('randomised-trial', 'ab-test', 'quasi-experiment') -- (4)
  )
