-- A cooperation has a provider and an adopter, and a triangular one a facilitator or funder too.
--
-- why: Without the two sides nobody can tell who helped whom, and the cooperation is counted for no country.
-- card: validity
-- severity: error
-- fix: Add the party that is missing, with its role.
WITH party AS (
    SELECT
        cooperation_id,
        max(CASE WHEN role = 'provider' THEN 1 ELSE 0 END) AS has_provider,
        max(CASE WHEN role = 'adopter' THEN 1 ELSE 0 END) AS has_adopter,
        max(CASE WHEN role IN ('facilitator', 'funder') THEN 1 ELSE 0 END) AS has_supporter
    FROM cooperation_party
    GROUP BY cooperation_id
)
SELECT 'cooperation', cooperation._row, 'id', cooperation.id
FROM cooperation
LEFT JOIN party ON party.cooperation_id = cooperation.id
WHERE coalesce(party.has_provider, 0) = 0 OR coalesce(party.has_adopter, 0) = 0
UNION ALL
SELECT 'cooperation', cooperation._row, 'modality', cooperation.modality
FROM cooperation
LEFT JOIN party ON party.cooperation_id = cooperation.id
WHERE cooperation.modality = 'triangular' AND coalesce(party.has_supporter, 0) = 0
