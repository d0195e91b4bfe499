-- The original has not changed since it was translated, and is in another language.
--
-- why: Readers of the translation are told what is no longer so, and do not notice it.
-- Ignored are records of which
-- 1. the hash of the original is missing, so that nobody knows what was translated
-- 2. the original is missing, which the rule `translation-target` finds
-- 3. the innovation says that its texts are in another language than the rest of the package
-- card: accuracy
-- severity: warning
-- fix: Translate the text again, or correct the language.
WITH translated AS (
    SELECT
        translation._row,
        translation.language,
        translation.source_hash,
        cell.value AS original,
        coalesce(innovation.language, descriptor.language) AS original_language -- (3)
    FROM translation
    INNER JOIN cell
        ON cell.table_name = translation.table_name
        AND cell.record_id = translation.record_id
        AND cell.field_name = translation.field_name
    CROSS JOIN descriptor
    LEFT JOIN innovation
        ON innovation.id = translation.record_id AND translation.table_name = 'innovation'
    WHERE cell.translatable AND cell.value IS NOT NULL -- (2)
)
SELECT 'translation', _row, 'source_hash', source_hash
FROM translated
WHERE source_hash <> sha256(original) -- (1)
UNION ALL
SELECT 'translation', _row, 'language', language
FROM translated
WHERE language = original_language
