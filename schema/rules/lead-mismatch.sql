-- The partner in the role of lead is the lead organization of the innovation.
--
-- why: Readers do not know whom to ask or to credit. Mostly the lead changed and only one of the two places was corrected.
-- Ignored are records of which
-- 1. the part has an end date: another body may have led before
-- card: accuracy
-- severity: warning
-- fix: Correct the lead organization of the innovation, or the partner or its role.
SELECT 'participation', participation._row, 'organization_id', participation.organization_id
FROM participation
INNER JOIN innovation ON innovation.id = participation.innovation_id
WHERE participation.role = 'lead'
  AND participation.organization_id <> innovation.lead_organization_id
  AND participation.end_date IS NULL -- (1)
