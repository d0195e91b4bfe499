-- Targets 8.1, 16.1 and 17.1 are meant, and not 8.10, 16.10 and 17.10 that a spreadsheet shortened.
--
-- why: All six are targets, so nobody sees the mistake. Access to information (16.10) is then counted as a fight against violence (16.1).
-- Ignored are records of which
-- 1. the column also holds 8.10, 16.10 or 17.10, which shows that it kept its zeros
-- 2. the cell lists several targets, which a spreadsheet takes for text
-- card: accuracy
-- severity: warning
-- fix: Format the column as text and type the target again.
SELECT 'innovation_sdg', _row, 'sdg', sdg
FROM innovation_sdg
WHERE sdg IN ('8.1', '16.1', '17.1')
  AND NOT EXISTS (SELECT 1 FROM innovation_sdg WHERE sdg IN ('8.10', '16.10', '17.10')) -- (1)
UNION ALL
SELECT 'need', _row, 'sdgs', sdgs
FROM need
WHERE sdgs IN ('8.1', '16.1', '17.1') -- (2): the whole cell, not one item of it
  AND NOT EXISTS (
    SELECT 1
    FROM list_item
    WHERE table_name = 'need' AND field_name = 'sdgs' AND item IN ('8.10', '16.10', '17.10') -- (1)
  )
