-- No two innovations share title and lead organization.
--
-- why: One innovation entered twice is counted and funded twice on paper. It happens when two officers report the same work.
-- Ignored are records of which
-- 1. the two rows have one id, which the check of keys finds
-- card: accuracy
-- severity: warning
-- fix: Merge them, or make the titles tell them apart.
WITH titled AS (
    SELECT
        id, min(_row) AS _row, min(title) AS title,
        row_number() OVER (
            -- Case and runs of spaces do not tell titles apart.
            PARTITION BY lead_organization_id, lower(replace(replace(replace(trim(title), ' ', ' ~'), '~ ', ''), ' ~', ' '))
            ORDER BY min(_row)
        ) AS place
    FROM innovation
    WHERE title IS NOT NULL AND lead_organization_id IS NOT NULL
    GROUP BY id, lead_organization_id, lower(replace(replace(replace(trim(title), ' ', ' ~'), '~ ', ''), ' ~', ' ')) -- (1)
)
SELECT 'innovation', _row, 'title', title
FROM titled
WHERE place > 1
