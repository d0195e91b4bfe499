-- A text is not a placeholder such as n/a, tbd, test, none, - or xxx.
--
-- why: A filled cell looks like an answer, so the gap is counted as known and nobody asks again. Forms that demand an entry invite it.
-- Ignored are records of which
-- 1. the text is longer than 40 characters and is not the usual sample text
-- 2. the cell is an acronym in letters, which may read the same
-- card: usefulness
-- severity: warning
-- fix: Leave the cell empty.
WITH word AS (
    SELECT
        table_name, _row, field_name, value, lower(trim(value)) AS whole,
        -- Without marks, quotes and spaces: N. A. and (none) are what they seem.
        translate(
            lower(value),
            concat(' .,:;!?*_#/()[]<>-–—…', chr(34), chr(39), chr(9), chr(10), chr(13), chr(160)),
            ''
        ) AS letters
    FROM text_cell
    WHERE length(value) <= 40 -- (1)
)
SELECT table_name, _row, field_name, value
FROM word
WHERE (
    replace(letters, 'x', '') = '' -- marks alone, or x, xx, xxx
    OR whole IN ('n/a', 'n/d', 's/d', 's/o', 'н/д', 'k.a.')
    OR letters IN (
        'na', 'nil', 'null', 'none', 'nan', 'nothing', 'empty', 'blank', 'missing', 'undefined',
        'unknown', 'notknown', 'dontknow',
        'notapplicable', 'notavailable', 'notspecified', 'notprovided', 'unspecified', 'nodata',
        'noinformation', 'nocomment', 'nocomments',
        'tba', 'tbc', 'tbd', 'tobeannounced', 'tobeconfirmed', 'tobedecided', 'tobedefined',
        'tobedetermined', 'tobecompleted', 'todo',
        'test', 'tests', 'testing', 'test1', 'test123', 'testtest', 'dummy', 'sample', 'example',
        'placeholder', 'abc', 'asdf', 'qwerty', '123',
        'ninguno', 'ninguna', 'noaplica', 'noaplicable', 'nodisponible', 'sindatos', 'sininformación',
        'sininformacion',
        'desconocido', 'desconocida', 'pordefinir', 'pordeterminar', 'porconfirmar', 'prueba',
        'ejemplo',
        'néant', 'neant', 'aucun', 'aucune', 'rien', 'sansobjet', 'nonapplicable', 'nondisponible',
        'nonrenseigné', 'nonrenseigne',
        'inconnu', 'inconnue', 'àdéfinir', 'adefinir', 'àpréciser', 'apreciser', 'àcompléter',
        'acompleter', 'essai', 'exemple',
        'nenhum', 'nenhuma', 'nãoaplicável', 'naoaplicavel', 'nãoseaplica', 'naoseaplica',
        'nãodisponível', 'semdados', 'seminformação',
        'desconhecido', 'desconhecida', 'teste', 'exemplo', 'nessuno', 'nessuna', 'sconosciuto',
        'dadefinire',
        'keine', 'keineangabe', 'keineangaben', 'unbekannt', 'entfällt', 'nichtzutreffend', 'beispiel',
        'yok', 'bilinmiyor',
        'нет', 'нетданных', 'неприменимо', 'неизвестно', 'отсутствует', 'тест', 'пример', 'немає',
        'невідомо',
        'لايوجد', 'لاشيء', 'غيرمعروف', 'غيرمتوفر', 'غيرمتاح', 'غيرمحدد', 'لاينطبق', 'اختبار', 'مثال',
        '无', '無', '没有', '未知', '暂无', '待定', '不适用', '不適用', '测试', '測試', '示例',
        'tidakada', 'tidakdiketahui', 'tidakberlaku', 'belumada', 'hakuna', 'haijulikani', 'khôngcó',
        'khôngápdụng',
        'নেই', 'নাই', 'অজানা', 'कोईनहीं', 'नहीं', 'अज्ञात', 'लागूनहीं'
    )
)
AND (field_name <> 'acronym' OR letters = '' OR instr(value, '/') > 0) -- (2)
UNION ALL
SELECT table_name, _row, field_name, value
FROM text_cell
WHERE length(value) > 40
  AND instr(lower(value), 'lorem ipsum') > 0 -- (1)
