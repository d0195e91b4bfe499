-- One indicator, innovation, deployment, point, period and group of people has one row.
--
-- why: Of two values for the same thing nobody knows which to believe, and sums count both.
-- Ignored are records of which
-- 1. the indicator or service, the innovation, the point or the date is missing
-- 2. only the first row of several is meant, because it can stay
-- card: accuracy
-- severity: error
-- fix: Keep one of the rows, or say in the others for which group or place they are.
WITH numbered AS (
    SELECT
        'measurement' AS table_name,
        _row,
        id,
        row_number() OVER (
            PARTITION BY
                indicator_id,
                innovation_id,
                deployment_id,
                point,
                period_start,
                coalesce(period_end, period_start),
                coalesce(sex, 'T'), -- an empty cell means all people, as these codes do
                age_band,
                coalesce(area_type, 'all'),
                coalesce(beneficiary_group, 'general')
            ORDER BY _row
        ) AS place
    FROM measurement
    WHERE indicator_id IS NOT NULL -- (1)
      AND innovation_id IS NOT NULL
      AND point IS NOT NULL
      AND period_start IS NOT NULL
    UNION ALL
    SELECT
        'time_cost_visit',
        _row,
        id,
        row_number() OVER (
            PARTITION BY
                service_id,
                innovation_id,
                deployment_id,
                point,
                measured_on,
                coalesce(beneficiary_group, 'general')
            ORDER BY _row
        )
    FROM time_cost_visit
    WHERE service_id IS NOT NULL -- (1)
      AND innovation_id IS NOT NULL
      AND point IS NOT NULL
      AND measured_on IS NOT NULL
)
SELECT table_name, _row, 'id', id
FROM numbered
WHERE place > 1 -- (2)
