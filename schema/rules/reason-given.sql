-- What was stopped, paused, ended early or stalled has a reason.
--
-- why: Others repeat the same mistake, because failures are told least although they teach most.
-- Ignored are records of which
-- 1. the deployment ended with an innovation that was completed as planned
-- 2. the reason is withheld
-- card: usefulness
-- severity: warning
-- fix: Say why: others learn most from it.
WITH unexplained AS (
    SELECT 'innovation' AS table_name, _row, id, 'status_reason' AS field_name
    FROM innovation
    WHERE status IN ('stopped', 'paused')
      AND status_reason IS NULL
    UNION ALL
    SELECT 'deployment', deployment._row, deployment.id, 'end_reason'
    FROM deployment
    WHERE deployment.stage = 'ended'
      AND deployment.end_reason IS NULL
      AND NOT EXISTS ( -- (1)
          SELECT 1 FROM innovation WHERE innovation.id = deployment.innovation_id AND innovation.status = 'completed'
      )
    UNION ALL
    SELECT 'cooperation', _row, id, 'stall_reason'
    FROM cooperation
    WHERE stage IN ('stalled', 'ended')
      AND stall_reason IS NULL
)
SELECT unexplained.table_name, unexplained._row, unexplained.field_name, CAST(NULL AS STRING)
FROM unexplained
WHERE NOT EXISTS ( -- (2)
    SELECT 1
    FROM withheld
    WHERE withheld.table_name = unexplained.table_name
      AND withheld.field_name = unexplained.field_name
      AND withheld.record_id IN (unexplained.id, '*')
)
