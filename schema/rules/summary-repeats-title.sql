-- The summary says more than the title.
--
-- why: The summary is what people read in lists and searches, and a copied title tells them nothing new.
-- card: usefulness
-- severity: warning
-- fix: Say for whom it is and what is better.
SELECT 'innovation', _row, 'summary', summary
FROM innovation
-- Case, spaces and closing marks make no difference.
WHERE translate(lower(title), concat(' .,:;!?', chr(9), chr(10), chr(13), chr(160)), '')
    = translate(lower(summary), concat(' .,:;!?', chr(9), chr(10), chr(13), chr(160)), '')
