-- A public address is a shared mailbox, not that of one person such as first.last@.
--
-- why: The person is named to the world and written to for years, also after leaving. Mostly an officer entered the own address.
-- Ignored are records of which
-- 1. the address is one word, or holds a word for a service, an office or a place of work
-- 2. the address repeats a word of the name or the acronym of an organization of more than one person
-- card: privacy
-- severity: error
-- fix: Use an address such as info@ or service@.
WITH mailbox AS (
    SELECT
        _row, lower(split_part(email, '@', 1)) AS box,
        -- Dots between the words, so that each stands alone.
        '.' || translate(lower(split_part(email, '@', 1)), '_-', '..') || '.' AS words,
        CASE
            WHEN coalesce(is_individual, FALSE) THEN ''
            ELSE coalesce(lower(acronym), '') || ' ' || coalesce(lower(name), '')
        END AS called
    FROM organization
    WHERE email IS NOT NULL
)
SELECT 'organization', _row, 'email', CAST(NULL AS STRING) -- A finding about personal data does not repeat them.
FROM mailbox
WHERE regexp_like('<' || box || '>', '<[^0-9._+<>]+([._][^0-9._+<>]+){1,2}[0-9]*>') -- (1)
  AND NOT regexp_like(words, concat( -- (1): beginnings of words, in several languages
      '[.](info|contact|kontakt|contat|office|oficin|ufficio|service|servici|servizi|support|help|aide|ayuda',
      '|assist|atencion|atendi|enquir|inquir|feedback|commun|comuni|secret|segret|sekret|recept|regist|administ',
      '|noreply|customer|client|complain|ombud|citizen|ciudad|cidad|procure|innov|inov|digital|numeri|project',
      '|program|proyect|projet|department|ministr|minister|municip|council|govern|gobier|library|career|recruit',
      '|newsletter|publi|statist|technolog|transpar|consult|account|billing|financ|marketing|partner|research',
      '|training|academ|event|webmaster|postmaster|platform|portal|laborat|particip|director|direction|direcc',
      '|direzione|presiden|auskunft|poststelle|verwaltung|rathaus|pengaduan|layanan|humas)'
  ))
  AND NOT regexp_like(words, concat( -- (1): whole words
      '[.](e|i|it|ict|hr|pr|ai|eu|un|in|no|the|and|de|des|du|del|da|do|dos|our|us|my|all|new|open|smart|one|go',
      '|gov|egov|govt|press|presse|prensa|imprensa|stampa|media|mail|email|post|team|desk|staff|group|unit|dept',
      '|lab|labs|hub|centre|center|room|box|inbox|reply|hello|ask|admin|web|site|online|app|apps|api|dev|data',
      '|tech|user|users|jobs|care|legal|privacy|dpo|city|town|state|county|district|region|national|local',
      '|general|global|central|main|international|affairs|relations|public|health|education|security|safety|tax',
      '|water|transport|tourism|culture|bureau|cabinet|gabinete|mairie|guichet|mayor|head|chief|manager|board',
      '|foi|rti|urp|protocollo|accueil|buero|amt|stadt|buzon|correo|ouvidoria|iletisim|bilgi)[.]'
  ))
  AND NOT ( -- (2): words of two letters stand in many names
      (length(split_part(words, '.', 2)) > 2 AND instr(called, split_part(words, '.', 2)) > 0)
      OR (length(split_part(words, '.', 3)) > 2 AND instr(called, split_part(words, '.', 3)) > 0)
      OR (length(split_part(words, '.', 4)) > 2 AND instr(called, split_part(words, '.', 4)) > 0)
  )
