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
        _row, id, title, lead_organization_id,
        -- Case and runs of spaces do not tell titles apart.
        lower(replace(replace(replace(trim(title), ' ', ' ~'), '~ ', ''), ' ~', ' ')) AS words
    FROM innovation
    WHERE title IS NOT NULL
      AND lead_organization_id IS NOT NULL
),
numbered AS (
    SELECT
        min(_row) AS _row, min(title) AS title,
        row_number() OVER (PARTITION BY lead_organization_id, words ORDER BY min(_row)) AS place
    FROM titled
    GROUP BY id, lead_organization_id, words -- (1)
)
SELECT 'innovation', _row, 'title', title
FROM numbered
WHERE place > 1
