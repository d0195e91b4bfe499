-- A record of the last release is still there.
--
-- why: Links of other people to it break without a word. Often a row was lost when sheets were merged.
-- Ignored are records of which
-- 1. another record says that it replaces the old one
-- 2. a notice says that the whole record is withheld
-- 3. the record is about a person, who may ask to be forgotten
-- card: accuracy
-- severity: warning
-- fix: Keep it and set its status, or confirm that it is withdrawn.
WITH once_known AS (
    SELECT 'organization' AS table_name, id FROM previous_organization
    UNION ALL SELECT 'innovation', id FROM previous_innovation
    UNION ALL SELECT 'service', id FROM previous_service
    UNION ALL SELECT 'funding', id FROM previous_funding
    UNION ALL SELECT 'deployment', id FROM previous_deployment
    UNION ALL SELECT 'context_factor', id FROM previous_context_factor
    UNION ALL SELECT 'experiment', id FROM previous_experiment
    UNION ALL SELECT 'indicator', id FROM previous_indicator
    UNION ALL SELECT 'measurement', id FROM previous_measurement
    UNION ALL SELECT 'time_cost_visit', id FROM previous_time_cost_visit
    UNION ALL SELECT 'evidence', id FROM previous_evidence
    UNION ALL SELECT 'need', id FROM previous_need
    UNION ALL SELECT 'offer', id FROM previous_offer
    UNION ALL SELECT 'cooperation', id FROM previous_cooperation -- (3)
),
accounted_for AS (
    SELECT table_name, id FROM id_cell
    UNION ALL SELECT table_name, object_id FROM relation WHERE predicate = 'replaces' -- (1)
    UNION ALL SELECT table_name, record_id FROM withheld WHERE field_name = '*' -- (2)
)
SELECT once_known.table_name, CAST(NULL AS BIGINT), 'id', once_known.id -- What is gone has no row.
FROM once_known
LEFT JOIN accounted_for
    ON accounted_for.table_name = once_known.table_name
   AND accounted_for.id = once_known.id
WHERE accounted_for.id IS NULL
  AND once_known.id IS NOT NULL
