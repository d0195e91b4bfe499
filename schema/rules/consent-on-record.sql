-- Where consent is the ground, its state is given and its date stands.
--
-- why: Without a record nobody can show that the person agreed, and the law then takes it that they did not.
-- Ignored are records of which
-- 1. the details of the contact person are kept on another ground than consent
-- 2. the refusal, withdrawal or expiry is on record: the answers of the respondent are left out by it
-- card: privacy
-- severity: error
-- fix: Record the consent, or drop the row.
SELECT 'contact', _row, 'consent_status', consent_status
FROM contact
WHERE legal_basis = 'consent' -- (1)
  AND coalesce(consent_status, '') <> 'given'
UNION ALL
SELECT 'contact', _row, 'consented_on', CAST(consented_on AS STRING)
FROM contact
WHERE legal_basis = 'consent' -- (1)
  AND consent_status = 'given'
  AND consented_on IS NULL
UNION ALL
SELECT 'respondent', _row, 'consent_status', consent_status
FROM respondent
WHERE coalesce(consent_status, '') NOT IN ('given', 'refused', 'withdrawn', 'expired') -- (2)
UNION ALL
SELECT 'respondent', _row, 'consented_on', CAST(consented_on AS STRING)
FROM respondent
WHERE consent_status = 'given' -- (2)
  AND consented_on IS NULL
