-- A code was valid on the date of its record.
--
-- why: A code that has gone out of use, such as a currency before the euro, is misread by whoever adds or translates it.
-- Ignored are records of which
-- 1. a date of the record may lie in the time in which the code was valid
-- 2. the code never was valid, which the check of codes finds
-- 3. the day on which the code was withdrawn is not known
-- card: accuracy
-- severity: warning
-- fix: Use the code shown as its replacement, or the one that was valid at the time.
WITH used AS (
    SELECT table_name, _row, field_name, codelist, code, code AS value
    FROM code_cell
    WHERE codelist <> 'language'
    UNION ALL
    SELECT table_name, _row, field_name, 'language', split_part(tag, '-', 1), tag
    FROM language_cell
),
suspect AS (
    SELECT
        used.table_name,
        used._row,
        used.field_name,
        used.value,
        limited.valid_from,
        limited.valid_to
    FROM used
    INNER JOIN dated_code AS limited -- (2, 3): an alias has no dates
        ON limited.codelist = used.codelist AND limited.code = used.code
),
dated AS (
    SELECT table_name, _row, min(first_day) AS first_day, max(last_day) AS last_day
    FROM date_bounds
    GROUP BY table_name, _row
),
placed AS (
    SELECT
        suspect.table_name,
        suspect._row,
        suspect.field_name,
        suspect.value,
        suspect.valid_from,
        suspect.valid_to,
        -- A record without a date, or with dates to come, uses its codes today.
        CAST(least(dated.first_day, descriptor.today) AS STRING) AS earliest,
        CAST(coalesce(dated.last_day, descriptor.today) AS STRING) AS latest
    FROM suspect
    CROSS JOIN descriptor
    LEFT JOIN dated ON dated.table_name = suspect.table_name AND dated._row = suspect._row
)
SELECT table_name, _row, field_name, value
FROM placed
WHERE substr(earliest, 1, length(valid_to)) > valid_to -- (1): 2003-07-15 is not after 2003-07
   OR substr(latest, 1, length(valid_from)) < valid_from -- (1)
