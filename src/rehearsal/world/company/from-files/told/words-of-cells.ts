/** The sentences about cells, rows and columns that programs wrote otherwise than they were meant. */
import { say } from './say.js';

export const cellWords = {
  'more-alike': say(
    'Remarks like the one on line {line} that are not listed: {count}.',
    'The same rule held for them.',
    'Таких же замечаний, как к строке {line}, не перечислено: {count}.',
    'Для них действовало то же правило.',
  ),
  'is-mixed': say(
    'It was written to twice, the second time in UTF-16.',
    'Left out; export it in one go, or append with the same encoding.',
    'В файл писали дважды, второй раз в UTF-16.',
    'Пропущен; выгрузите за один раз или дописывайте в той же кодировке.',
  ),
  'invisible-characters': say(
    'Invisible characters stand in cells of {count} rows (line {lines}).',
    'Taken away.',
    'В ячейках есть невидимые знаки; строк: {count} (строка {lines}).',
    'Убраны.',
  ),
  'apostrophe-guard': say(
    'Cells begin with an apostrophe that an exporter put there for spreadsheets; rows: {count} (line {lines}).',
    'Taken away.',
    'Ячейки начинаются с апострофа, который при выгрузке поставлен для электронных таблиц; строк: {count} (строка {lines}).',
    'Убран.',
  ),
  'mixed-letters': say(
    '“{value}” has letters of two alphabets that look alike: {letters}.',
    'It is no address as it stands; write these letters anew.',
    'В «{value}» похожие буквы двух алфавитов: {letters}.',
    'В таком виде это не адрес; наберите эти буквы заново.',
  ),
  'domain-in-letters': say(
    '{domain} is the same domain as {ascii}.',
    'Read as {ascii}, as it stands in every address.',
    '{domain} — тот же домен, что {ascii}.',
    'Прочитан как {ascii}, как он стоит в любом адресе.',
  ),
  'alias-spoilt': say(
    'A spreadsheet wrote “{value}” in place of the alias.',
    'It is made from the address; export the file again, and do not save it with a spreadsheet.',
    'Электронная таблица записала «{value}» вместо псевдонима.',
    'Он образован из адреса; выгрузите файл заново и не сохраняйте его в электронной таблице.',
  ),
  'cell-at-limit': say(
    'The cell under {column} ends after {characters} characters, the most that a spreadsheet keeps: it was cut there.',
    'What stood behind is missing; export the file again, and do not save it with a spreadsheet.',
    'Ячейка в столбце {column} кончается на {characters} знаках — больше электронная таблица не хранит, она обрезана.',
    'Того, что стояло дальше, нет; выгрузите файл заново и не сохраняйте его в электронной таблице.',
  ),
  'rest-of-cell': say(
    'The rest of the cell that was cut in line {first}.',
    'Left out: it is nobody.',
    'Остаток ячейки, обрезанной в строке {first}.',
    'Пропущен: это не отдельный объект.',
  ),
  'rows-in-one-cell': say(
    'Rows that a spreadsheet kept in one cell: {count} (line {lines}).',
    'Read as rows.',
    'Строк, которые электронная таблица оставила в одной ячейке: {count} (строка {lines}).',
    'Прочитаны как строки.',
  ),
  'row-too-long': say(
    'A row is longer than {limit} million characters, or a quotation mark in it is never closed.',
    'The rows from here on are left out.',
    'Строка длиннее {limit} млн знаков, или в ней не закрыта кавычка.',
    'Строки начиная с этой пропущены.',
  ),
  'separator-unknown': say(
    'Known headings stand in one cell ({count}): {heading}. They are joined by something that is no separator here.',
    'Left out; export it again with commas, semicolons, tabs or vertical bars.',
    'В одной ячейке стоят известные заголовки ({count}): {heading}. Между ними знак, который здесь не разделитель.',
    'Пропущен; выгрузите заново с запятыми, точками с запятой, табуляцией или вертикальной чертой.',
  ),
  'members-cut': say(
    'The list under {column} was cut when it was exported.',
    "The whole names are kept; export it joined: $_.Members -join ';'.",
    'Список в столбце {column} обрезан при выгрузке.',
    "Целые имена оставлены; выгрузите его соединённым: $_.Members -join ';'.",
  ),
  'type-name-members': say(
    'The members or owners are the name of a .NET type in {count} of {rows} rows (line {lines}).',
    "There are none; export them joined: $_.Members -join ';'.",
    'Строк, где вместо участников или владельцев стоит имя типа .NET: {count} из {rows} (строка {lines}).',
    "Их нет; выгрузите их соединёнными: $_.Members -join ';'.",
  ),
  'type-name-licences': say(
    'The licences are the name of a .NET type in {count} of {rows} rows (line {lines}).',
    "They say nothing; export them joined: $_.AssignedLicenses.SkuId -join ';'.",
    'Строк, где вместо лицензий стоит имя типа .NET: {count} из {rows} (строка {lines}).',
    "Они ничего не говорят; выгрузите их соединёнными: $_.AssignedLicenses.SkuId -join ';'.",
  ),
  'mailboxes-by-address': say(
    'No file lists mailboxes, and none says who has a licence.',
    'Accounts with an address have one: {count}. Export the mailboxes too (step 49), and it is certain.',
    'Ни один файл не перечисляет почтовые ящики и не говорит, у кого есть лицензия.',
    'Ящик есть у учётных записей с адресом: {count}. Выгрузите и ящики (шаг 49), тогда это будет точно.',
  ),
  'members-ambiguous': say(
    'Members or owners that may be any of several: {count}: {list}.',
    'Not in the group, and not its owners; export them by address.',
    'Участников или владельцев, которыми могут быть несколько: {count}: {list}.',
    'В группу и в её владельцы не включены; выгрузите их адреса.',
  ),
  'owners-unknown': say(
    'Owners that no file has: {count}: {list}.',
    'They do not own the group; where nobody else does, its first member does.',
    'Владельцев, которых нет ни в одном файле: {count}: {list}.',
    'Группой они не владеют; если больше никто, ею владеет её первый участник.',
  ),
  'dates-either-way': say(
    'Nothing tells the day from the month under {column}; rows: {count} (line {lines}).',
    'The month is taken to come first; export it as year-month-day if these are wrong.',
    'В столбце {column} не отличить день от месяца; строк: {count} (строка {lines}).',
    'Считается, что первым стоит месяц; если это неверно, выгрузите в виде год-месяц-день.',
  ),
  'inactive-by-age': say(
    'The mailbox of {name} was deleted {days} days ago, and nothing says that it is inactive.',
    'It is: after 30 days only a hold of some kind keeps one.',
    'Ящик {name} удалён {days} дней назад, и не сказано, что он неактивный.',
    'Он неактивный: через 30 дней ящик остаётся, только если его что-то удерживает.',
  ),
  'domain-unverified': say(
    '{domain} is in the list of domains, but not verified.',
    'It is no domain of the company: nothing can have an address on it.',
    'Домен {domain} есть в списке доменов, но не подтверждён.',
    'Он не считается доменом компании: адресов в нём быть не может.',
  ),
  'rows-all-asked': say(
    'Exactly {count} rows: so many a command gives that was not asked for all.',
    'Read as all there are; if there are more, export with -ResultSize Unlimited (Exchange) or -All (Graph).',
    'Ровно {count} строк: столько выдаёт команда, у которой не спросили всё.',
    'Прочитано так, будто это все; если их больше, выгрузите с -ResultSize Unlimited (Exchange) или -All (Graph).',
  ),
  'names-concealed': say(
    'The names are concealed: {count} rows with a hash in place of whoever is meant.',
    'Left out; in the admin center, under Settings, Org settings, Reports, switch “Display concealed user, group, and site names in all reports” off, and export it again.',
    'Имена скрыты: строк, где вместо имени стоит хеш: {count}.',
    'Пропущен; в центре администрирования (Параметры, Параметры организации, Отчёты) выключите показ скрытых имён и выгрузите заново.',
  ),
  'column-sounds-like': say(
    'The column {column} is not known here; it may say the same as {known}.',
    'Not read, and made up; give it the heading {known} if so.',
    'Столбец {column} здесь неизвестен; возможно, он о том же, что {known}.',
    'Не прочитан, значения придуманы; если это так, назовите его {known}.',
  ),
} as const;
