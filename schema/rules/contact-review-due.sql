-- The date on which the details of a contact person are to be reviewed has not passed.
--
-- why: Details that nobody checks go on circulating after the person has moved or changed their mind.
-- Ignored are records of which
-- 1. no date of review is set
-- card: privacy
-- severity: warning
-- fix: Check the details and set a new date.
SELECT 'contact', contact._row, 'review_on', CAST(contact.review_on AS STRING)
FROM contact
CROSS JOIN descriptor
WHERE contact.review_on < descriptor.today -- (1)
