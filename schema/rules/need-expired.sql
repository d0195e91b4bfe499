-- A need or offer that is open is still valid.
--
-- why: Whoever answers a need or offer that has lapsed loses time, and trust in the whole list.
-- Ignored are records of which
-- 1. the last day is missing, or is today
-- 2. the need is matched, closed or withdrawn
-- card: accuracy
-- severity: warning
-- fix: Extend the date, close the need, or take the offer out.
SELECT 'need', need._row, 'valid_until', CAST(need.valid_until AS STRING)
FROM need
CROSS JOIN descriptor
WHERE need.status = 'open' -- (2)
  AND need.valid_until < descriptor.today -- (1)
UNION ALL
SELECT 'offer', offer._row, 'valid_until', CAST(offer.valid_until AS STRING)
FROM offer
CROSS JOIN descriptor
WHERE offer.valid_until < descriptor.today -- (1)
