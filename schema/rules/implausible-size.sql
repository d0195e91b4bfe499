-- A number of visits, days or hours, and a percentage, has a size that can be true.
--
-- why: Such a number is mostly in the wrong unit, minutes for hours or 0.4 for 40 per cent. It spoils every average.
-- Ignored are records of which
-- 1. the number is missing or stands at the limit: 365 visits, 3,650 days, 1,000 hours, 0 or 100 per cent
-- 2. the indicator is missing or has another unit than per cent
-- 3. the name or definition of the indicator says that it is a change, which may be negative or above 100
-- card: accuracy
-- severity: warning
-- fix: Check the unit of the number.
WITH share AS (
    SELECT id
    FROM indicator
    WHERE unit = 'percent' -- (2)
      AND NOT regexp_like( -- (3)
        lower(concat(' ', coalesce(name, ''), ' ', coalesce(definition, ''))),
        concat(
            'chang|grow|increas|decreas|reduc|declin|differen|saving|improve| rise| fall| saved| gain',
            '|évolution|croissance|augment|hausse|baisse|diminution|réduction|économie',
            '|cambio|crecimiento|disminu|incremento|ahorro|variaci|variaç|variation',
            '|изменени|прирост|увеличени|снижени|сокращени',
            '|变化|增长|增加|减少|下降|降低|提高',
            '|تغير|زيادة|انخفاض|نمو'
        )
      )
)
SELECT 'time_cost_visit', _row, 'visits', CAST(visits AS STRING)
FROM time_cost_visit
WHERE visits > 365 -- (1)
UNION ALL
SELECT 'time_cost_visit', _row, 'elapsed_days', CAST(elapsed_days AS STRING)
FROM time_cost_visit
WHERE elapsed_days > 3650 -- (1)
UNION ALL
SELECT 'time_cost_visit', _row, 'effort_hours', CAST(effort_hours AS STRING)
FROM time_cost_visit
WHERE effort_hours > 1000 -- (1)
UNION ALL
SELECT 'time_cost_visit', _row, 'travel_hours', CAST(travel_hours AS STRING)
FROM time_cost_visit
WHERE travel_hours > 1000 -- (1)
UNION ALL
SELECT 'time_cost_visit', _row, 'waiting_hours', CAST(waiting_hours AS STRING)
FROM time_cost_visit
WHERE waiting_hours > 1000 -- (1)
UNION ALL
SELECT 'feedback', _row, 'visits', CAST(visits AS STRING)
FROM feedback
WHERE visits > 365 -- (1)
UNION ALL
SELECT 'feedback', _row, 'effort_hours', CAST(effort_hours AS STRING)
FROM feedback
WHERE effort_hours > 1000 -- (1)
UNION ALL
SELECT 'measurement', _row, 'value', CAST(value AS STRING)
FROM measurement
WHERE (value < 0 OR value > 100) -- (1)
  AND EXISTS (SELECT 1 FROM share WHERE share.id = measurement.indicator_id) -- (2)
