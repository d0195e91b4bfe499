-- The form of a cooperation fits the countries of the parties.
--
-- why: South-South and triangular cooperation are counted and reported, and a wrong form distorts the figures of two countries.
-- Ignored are records of which
-- 1. a party is a facilitator or funder, which may lie anywhere
-- 2. a party is an international organization, because its seat is not where it works
-- 3. the country of a party is not known here
-- 4. the lists leave open whether a country is developing, as in Western Asia or Eastern Europe
-- 5. the providers, or the adopters, are of different kinds of countries
-- card: accuracy
-- severity: warning
-- fix: Correct the form, or the countries of the organizations.
WITH country AS (
    SELECT
        code,
        CASE
            -- Who ever was on a list of developing countries is one, whatever the date.
            WHEN listed.country IS NOT NULL THEN 'developing'
            -- Africa; Latin America and the Caribbean; Southern, South-eastern and Central Asia;
            -- the islands of the Pacific.
            WHEN region = '002' THEN 'developing'
            WHEN subregion IN ('419', '034', '035', '143', '054', '057', '061') THEN 'developing'
            -- Northern America, Northern and Western Europe, Australia and New Zealand.
            WHEN subregion IN ('021', '154', '155', '053') OR code = 'JP' THEN 'developed'
            ELSE 'open' -- (4)
        END AS kind
    FROM codelist_country
    LEFT JOIN (SELECT DISTINCT country FROM country_group_member) AS listed
        ON listed.country = codelist_country.code
),
party AS (
    SELECT
        cooperation_party.cooperation_id,
        cooperation_party.role,
        organization.country,
        coalesce(country.kind, 'open') AS kind -- (3)
    FROM cooperation_party
    LEFT JOIN organization ON organization.id = cooperation_party.organization_id
    LEFT JOIN country ON country.code = organization.country
    WHERE cooperation_party.role IN ('provider', 'adopter') -- (1)
      AND coalesce(organization.organization_type, '') -- (2)
        NOT IN ('international-organization', 'international-ngo')
),
side AS (
    SELECT
        cooperation_id,
        role,
        CASE WHEN min(kind) = max(kind) THEN min(kind) ELSE 'open' END AS kind, -- (5)
        min(country) AS first_country,
        max(country) AS last_country,
        count(*) - count(country) AS unknown_countries
    FROM party
    GROUP BY cooperation_id, role
),
pair AS (
    SELECT
        cooperation._row,
        cooperation.modality,
        provider.kind AS provider,
        adopter.kind AS adopter,
        provider.first_country = provider.last_country
            AND adopter.first_country = adopter.last_country
            AND provider.first_country = adopter.first_country AS in_one_country,
        provider.unknown_countries + adopter.unknown_countries AS unknown_countries
    FROM cooperation
    INNER JOIN side AS provider
        ON provider.cooperation_id = cooperation.id AND provider.role = 'provider'
    INNER JOIN side AS adopter
        ON adopter.cooperation_id = cooperation.id AND adopter.role = 'adopter'
)
SELECT 'cooperation', _row, 'modality', modality
FROM pair
WHERE (modality = 'domestic' AND NOT in_one_country)
   OR (
    modality IN ('south-south', 'triangular', 'north-south', 'south-north', 'north-north')
    AND in_one_country
    AND unknown_countries = 0 -- (3)
  )
   OR (modality IN ('south-south', 'triangular') AND 'developed' IN (provider, adopter))
   OR (modality = 'north-south' AND (provider = 'developing' OR adopter = 'developed'))
   OR (modality = 'south-north' AND (provider = 'developed' OR adopter = 'developing'))
   OR (modality = 'north-north' AND 'developing' IN (provider, adopter))
