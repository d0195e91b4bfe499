-- A text shows no trace of a wrong encoding, such as Ã© for é or � for a lost letter.
--
-- why: Names become unreadable and cannot be found or matched. It happens when a file is opened and saved with the wrong character set.
-- Ignored are records of which
-- 1. the suspect pair may be good text, such as a capital Ã before a closing quotation mark
-- card: accuracy
-- severity: warning
-- fix: Save the file again as UTF-8 from the original.
SELECT table_name, _row, field_name, value
FROM text_cell
WHERE regexp_like(value, concat('[', chr(128), '-�]')) -- The rest is plain ASCII, and cheap to leave out.
  AND regexp_like(' ' || value, concat(
      -- A letter that was lost already; a control character of Latin-1, which no keyboard types.
      '�|[', chr(128), '-', chr(159), ']',
      -- é, ü, ñ … read as Latin-1 or Windows-1252: a pair that no language writes.
      '|[a-z][ÃÌ]|Ã[¡-º¼-¿€ƒˆ‰Š‹ŒŽ˜šœžŸ]|Â[', chr(160), '-¿]',
      -- The word à; a capital such as Ö at the beginning of a word.
      '|[^A-ZÀ-Þ](Ã[ ', chr(160), ']|[ÃÄÅÈ][“”„‚‘’–—…†‡•™›»][a-z])', -- (1)
      -- Quotation marks, dashes, the euro, the trade mark, the byte order mark, a lost letter, an emoji.
      '|â€|â‚¬|â„¢|ï»¿|ï¿½|ðŸ',
      -- š, ž, ő … of Central Europe, inside or at the beginning of a word.
      '|[a-z][ÄÅÈ][¡-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[ÄÅ][¡-º¼-¿][a-z]',
      -- Greek, Cyrillic, Armenian, Hebrew, Arabic: three letters in a row. Scripts of Asia and Africa: two.
      '|([Î-Û][', chr(160), '-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){3}', -- (1)
      '|([à-ï][', chr(160), '-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}){2}' -- (1)
  ))
