-- The name of a place holds no house number or coordinates.
--
-- why: An exact address leads to the people who live or are served there. It is often pasted from a list of participants.
-- Ignored are records of which
-- 1. the number is part of a name, as in Ward 12, 5th Avenue or School No. 3
-- card: privacy
-- severity: warning
-- fix: Name the district, town or site.
WITH spot AS (
    SELECT _row, '<' || lower(trim(place)) || '>' AS place FROM deployment WHERE place IS NOT NULL
)
SELECT 'deployment', _row, 'place', CAST(NULL AS STRING) -- A finding about personal data does not repeat them.
FROM spot
WHERE
    -- 23.7806, 90.4070; 23° 46; 7MHV+2C; the address of a map.
    regexp_like(place, '[0-9]{1,3}[.][0-9]{3,}[^0-9]{1,6}[0-9]{1,3}[.][0-9]{3,}|[0-9] ?°|geo:|/maps|maps[.]app')
    OR regexp_like(place, '[23456789cfghjmpqrvwx]{4,8}[+][23456789cfghjmpqrvwx]{2,3}[^a-z0-9]')
    -- House 12/A, Flat 3, Plot no. 7.
    OR regexp_like(place, concat(
        '[< ,](house|flat|apartment|apt|plot|holding|door|casa|haus|maison|rumah)',
        '[ .]*(no|nr|number|#)?[ .:#]*[0-9]+'
    ))
    -- 12 High Street; No. 12/3, Mirpur Road; 4 bis, rue Longue. The number begins the text or a part of it.
    OR regexp_like(place, concat( -- (1)
        '([<,;]|[ ,]at) *(no[ .:]*|nr[ .:]*|#)?[0-9]+([/-][0-9]+)?( ?[a-z]| bis| ter)?(, *| +)([^ 0-9,]+ +){0,4}',
        '(street|st|road|rd|avenue|ave|lane|drive|boulevard|blvd|terrace|rue)[ ,.>]'
    ))
    -- Hauptstrasse 5; Via Roma, 12; Rua Longa 77; ул. Новая, д. 3. The number ends the text or a part of it.
    OR regexp_like(place, '[a-zäöüß](straße|strasse|str[.]|gasse|weg|allee) +[0-9]+ ?[a-z]?[,;>]') -- (1)
    OR regexp_like(place, concat( -- (1)
        '[< ,](rue|calle|carrera|avenida|av[.]|rua|via|viale|corso|jalan|jl[.]?|улица|ул[.]|проспект|пр[.]|شارع) ',
        '[^0-9<>]{2,40}[ ,#]+(no[ .]*|nº ?|n° ?|д[. ]*)?[0-9]+([/-][0-9]+)?( ?[a-z])?[,;>]'
    ))
    -- 人民路100号; বাড়ি ১২.
    OR regexp_like(place, '(路|街|巷|弄|胡同)[0-9]+号|(বাড়ি|বাসা|হোল্ডিং|मकान)[^,<>]{0,12}[0-9০-৯०-९]')
