-- The person who answered agreed, and to this use of the answer.
--
-- why: Using an answer beyond what was agreed breaks the promise made to the person, and often the law.
-- Ignored are records of which
-- 1. the answer names no respondent, or one who is not in the package
-- 2. the release is internal and the person agreed to the use in totals
-- card: privacy
-- severity: error
-- fix: Drop the answer from this release.
WITH agreed AS (
    SELECT
        _row,
        max(CASE WHEN item = 'anonymized-microdata' THEN 1 ELSE 0 END) AS to_records,
        max(CASE WHEN item = 'aggregate' THEN 1 ELSE 0 END) AS to_totals
    FROM list_item
    WHERE table_name = 'respondent' AND field_name = 'consent_scope'
    GROUP BY _row
)
SELECT 'feedback', feedback._row, 'respondent_id', feedback.respondent_id
FROM feedback
INNER JOIN respondent ON respondent.id = feedback.respondent_id -- (1)
LEFT JOIN agreed ON agreed._row = respondent._row
CROSS JOIN descriptor
WHERE coalesce(respondent.consent_status, '') <> 'given'
   OR (
       coalesce(agreed.to_records, 0) = 0
       AND NOT (coalesce(descriptor.release, '') = 'internal' AND coalesce(agreed.to_totals, 0) = 1) -- (2)
   )
