-- A record that keeps its id keeps its title or name, or else its organization and country.
--
-- why: Whoever linked to the old record is now led to a stranger. It happens when rows are numbered anew or overwritten.
-- Ignored are records of which
-- 1. the name changed, and what it belongs to did not: a record may be renamed
-- 2. what it belongs to changed, and the name did not: a record may be handed over
-- 3. the record is a respondent or an answer, whose ids are new in each release
-- card: accuracy
-- severity: error
-- fix: Give the new record a new id, and say `replaces` in relation if it succeeds the old one.
WITH adopter AS (
    SELECT cooperation_id, min(organization_id) AS organization
    FROM cooperation_party
    WHERE role = 'adopter'
    GROUP BY cooperation_id
),
previous_adopter AS (
    SELECT cooperation_id, min(organization_id) AS organization
    FROM previous_cooperation_party
    WHERE role = 'adopter'
    GROUP BY cooperation_id
),
-- Where a table has no title or organization, what tells its records apart stands in their place.
now_known AS (
    SELECT 'organization' AS table_name, _row, id, name, '' AS organization, country FROM organization
    UNION ALL SELECT 'contact', _row, id, name, organization_id, '' FROM contact
    UNION ALL SELECT 'innovation', _row, id, title, lead_organization_id, country FROM innovation
    UNION ALL SELECT 'service', _row, id, name, authority_id, '' FROM service
    UNION ALL SELECT 'funding', _row, id, funder_id || ' ' || CAST(year AS STRING), innovation_id, '' FROM funding
    UNION ALL SELECT 'deployment', _row, id, place, innovation_id, country FROM deployment
    UNION ALL SELECT 'context_factor', _row, id, factor, innovation_id, '' FROM context_factor
    UNION ALL SELECT 'experiment', _row, id, question, innovation_id, '' FROM experiment
    UNION ALL SELECT 'indicator', _row, id, name, unit, '' FROM indicator
    UNION ALL SELECT 'measurement', _row, id, indicator_id, innovation_id, '' FROM measurement
    UNION ALL SELECT 'time_cost_visit', _row, id, service_id, innovation_id, '' FROM time_cost_visit
    UNION ALL SELECT 'evidence', _row, id, title, url, '' FROM evidence
    UNION ALL SELECT 'need', _row, id, title, organization_id, country FROM need
    UNION ALL SELECT 'offer', _row, id, innovation_id, organization_id, '' FROM offer
    UNION ALL -- (3)
    SELECT 'cooperation', _row, id, innovation_id, adopter.organization, ''
    FROM cooperation
    LEFT JOIN adopter ON adopter.cooperation_id = cooperation.id
),
once_known AS (
    SELECT 'organization' AS table_name, id, name, '' AS organization, country FROM previous_organization
    UNION ALL SELECT 'contact', id, name, organization_id, '' FROM previous_contact
    UNION ALL SELECT 'innovation', id, title, lead_organization_id, country FROM previous_innovation
    UNION ALL SELECT 'service', id, name, authority_id, '' FROM previous_service
    UNION ALL SELECT 'funding', id, funder_id || ' ' || CAST(year AS STRING), innovation_id, '' FROM previous_funding
    UNION ALL SELECT 'deployment', id, place, innovation_id, country FROM previous_deployment
    UNION ALL SELECT 'context_factor', id, factor, innovation_id, '' FROM previous_context_factor
    UNION ALL SELECT 'experiment', id, question, innovation_id, '' FROM previous_experiment
    UNION ALL SELECT 'indicator', id, name, unit, '' FROM previous_indicator
    UNION ALL SELECT 'measurement', id, indicator_id, innovation_id, '' FROM previous_measurement
    UNION ALL SELECT 'time_cost_visit', id, service_id, innovation_id, '' FROM previous_time_cost_visit
    UNION ALL SELECT 'evidence', id, title, url, '' FROM previous_evidence
    UNION ALL SELECT 'need', id, title, organization_id, country FROM previous_need
    UNION ALL SELECT 'offer', id, innovation_id, organization_id, '' FROM previous_offer
    UNION ALL -- (3)
    SELECT 'cooperation', id, innovation_id, previous_adopter.organization, ''
    FROM previous_cooperation
    LEFT JOIN previous_adopter ON previous_adopter.cooperation_id = previous_cooperation.id
)
SELECT now_known.table_name, now_known._row, 'id', now_known.id
FROM now_known
INNER JOIN once_known ON once_known.table_name = now_known.table_name AND once_known.id = now_known.id
WHERE coalesce(lower(trim(now_known.name)) <> lower(trim(once_known.name)), TRUE) -- (2)
  AND ( -- (1): a cell that was or is empty is no change
      coalesce(now_known.organization <> once_known.organization, FALSE)
      OR coalesce(now_known.country <> once_known.country, FALSE)
  )
