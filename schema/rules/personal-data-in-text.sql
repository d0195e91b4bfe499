-- A public text holds no e-mail address, telephone number, national number, account or card number, or coordinates of a person.
--
-- why: What is published once cannot be called back, and people are found by it. Contact lines are often pasted with a description.
-- card: privacy
-- severity: error
-- fix: Take it out, or name the office instead.
SELECT table_name, _row, field_name, min(kind) -- What kind it is, never what it says.
FROM personal_data_match
WHERE field_name <> 'id'
GROUP BY table_name, _row, field_name
