-- Each part of a language tag is registered.
--
-- why: Pages and search engines drop a text whose language they do not know. The tag of the country is often taken for that of the language.
-- Ignored are records of which
-- 1. the tag has not the shape of a language tag, which the check of the type finds
-- 2. the tag names a script, which no list of the standard holds
-- 3. the language has gone out of use, which the rule `code-expired` finds
-- card: validity
-- severity: error
-- fix: Use the tag shown, such as `en-GB` in place of `en-UK`.
WITH part AS (
    SELECT
        table_name,
        _row,
        field_name,
        tag,
        split_part(tag, '-', 1) AS language_code,
        CASE
            WHEN length(split_part(tag, '-', 2)) = 4 THEN split_part(tag, '-', 3) -- (2)
            ELSE split_part(tag, '-', 2)
        END AS region_code
    FROM language_cell
    WHERE regexp_like( -- (1)
        concat('<', tag, '>'),
        '<[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?>'
    )
),
region AS (
    SELECT code FROM codelist_country WHERE status <> 'alias'
    UNION ALL
    SELECT code FROM codelist_region WHERE status <> 'alias'
)
SELECT part.table_name, part._row, part.field_name, part.tag
FROM part
LEFT JOIN codelist_language ON codelist_language.code = part.language_code
LEFT JOIN region ON region.code = part.region_code
WHERE coalesce(codelist_language.status, 'alias') = 'alias' -- (3): withdrawn is registered
   OR (part.region_code <> '' AND region.code IS NULL)
