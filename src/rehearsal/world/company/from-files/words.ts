/** The sentences of the list of what could not be read: what was seen, and what was assumed instead. `{name}` stands for a value. */
export type ReportLanguage = 'en' | 'ru';

interface Words {
  readonly what: Readonly<Record<ReportLanguage, string>>;
  readonly assumed: Readonly<Record<ReportLanguage, string>>;
}

const say = (en: string, enAssumed: string, ru: string, ruAssumed: string): Words => ({
  what: { en, ru },
  assumed: { en: enAssumed, ru: ruAssumed },
});

export const words = {
  'more-findings': say(
    'More remarks that are not listed: {count}.',
    'The same rules held for them.',
    'Ещё замечаний: {count}, они не перечислены.',
    'Для них действовали те же правила.',
  ),
  'not-csv-by-name': say(
    'No .csv, .tsv or .txt file.',
    'Not opened.',
    'Не файл .csv, .tsv или .txt.',
    'Не открывался.',
  ),
  'not-a-file': say(
    'A link, a folder, a device or not readable.',
    'Not opened.',
    'Ссылка, папка, устройство или нет прав на чтение.',
    'Не открывался.',
  ),
  'too-many-files': say('More than {limit} files.', 'Not opened.', 'Файлов больше {limit}.', 'Не открывался.'),
  'too-large': say('Larger than {limit} MB.', 'Not read.', 'Больше {limit} МБ.', 'Не прочитан.'),
  'too-wide-or-long': say(
    'More than {columns} columns or {rows} rows.',
    'Not read.',
    'Больше {columns} столбцов или {rows} строк.',
    'Не прочитан.',
  ),
  'is-xlsx': say(
    'An Excel workbook, whatever its name says.',
    'Left out; export it again as CSV.',
    'Книга Excel, что бы ни говорило имя файла.',
    'Пропущен; выгрузите заново в CSV.',
  ),
  'is-xls': say(
    'An old Excel workbook, whatever its name says.',
    'Left out; export it again as CSV.',
    'Книга Excel старого формата, что бы ни говорило имя файла.',
    'Пропущен; выгрузите заново в CSV.',
  ),
  'is-pdf': say(
    'A PDF document.',
    'Left out; export it again as CSV.',
    'Документ PDF.',
    'Пропущен; выгрузите заново в CSV.',
  ),
  'is-html': say(
    'A web page, such as the sign-in page that came instead of the export.',
    'Left out; export it again as CSV.',
    'Веб-страница, например страница входа вместо выгрузки.',
    'Пропущен; выгрузите заново в CSV.',
  ),
  'is-json': say(
    'JSON, not CSV.',
    'Left out; export it again as CSV.',
    'JSON, а не CSV.',
    'Пропущен; выгрузите заново в CSV.',
  ),
  'is-binary': say(
    'No text at all.',
    'Left out; export it again as CSV.',
    'Это вообще не текст.',
    'Пропущен; выгрузите заново в CSV.',
  ),
  'empty-file': say('Nothing is in it.', 'Left out.', 'Файл пуст.', 'Пропущен.'),
  'encoding-assumed': say(
    'The encoding is not marked, and it is not UTF-8.',
    'Read as {encoding}.',
    'Кодировка не указана, и это не UTF-8.',
    'Прочитан как {encoding}.',
  ),
  'type-line': say(
    'A #TYPE line of Export-Csv stands before the heading.',
    'Skipped.',
    'Перед заголовком стоит строка #TYPE команды Export-Csv.',
    'Строка пропущена.',
  ),
  'curly-quotes': say(
    'Curly quotation marks stand where straight ones belong.',
    'Read as straight ones.',
    'Вместо прямых кавычек стоят фигурные.',
    'Прочитаны как прямые.',
  ),
  'unknown-heading': say(
    'The heading belongs to no table that is known here: {heading}.',
    'Left out.',
    'Заголовок не похож ни на одну известную таблицу: {heading}.',
    'Файл пропущен.',
  ),
  'column-twice': say(
    'The column {column} repeats what another column says.',
    'The first of them counts.',
    'Столбец {column} повторяет смысл другого столбца.',
    'Учтён первый из них.',
  ),
  'column-missing': say(
    'The column {column} is missing.',
    'What the other columns and files say is used.',
    'Нет столбца {column}.',
    'Взято то, что есть в других столбцах и файлах.',
  ),
  'broken-quotes': say(
    'A quotation mark is never closed, or a row has no end.',
    'The rows from here on are left out.',
    'Кавычка не закрыта, или у строки нет конца.',
    'Строки начиная с этой пропущены.',
  ),
  'empty-rows': say(
    'Empty rows: {count} (line {lines}).',
    'Skipped.',
    'Пустых строк: {count} (строка {lines}).',
    'Пропущены.',
  ),
  'heading-again': say(
    'The heading stands here once more.',
    'Skipped.',
    'Здесь ещё раз стоит заголовок.',
    'Строка пропущена.',
  ),
  'row-again': say('The same row as line {first}.', 'Counted once.', 'Повторяет строку {first}.', 'Учтена один раз.'),
  'row-too-wide': say(
    '{cells} cells under {columns} headings: a separator stands inside a value.',
    'The row is left out.',
    'Ячеек {cells}, а столбцов {columns}: внутри значения стоит разделитель.',
    'Строка пропущена.',
  ),
  'row-too-narrow': say(
    '{cells} cells under {columns} headings.',
    'The missing cells count as empty.',
    'Ячеек {cells}, а столбцов {columns}.',
    'Недостающие ячейки считаются пустыми.',
  ),
  'bad-domain': say('“{value}” is no domain.', 'Left out.', '«{value}» — не домен.', 'Пропущен.'),
  'delegations-unused': say(
    'Calendar permissions: {count}.',
    'Not used: the mailboxes of a rehearsal have no folders.',
    'Разрешений на календари: {count}.',
    'Не использованы: в репетиции у ящиков нет папок.',
  ),
  'type-name-addresses': say(
    'The addresses are the name of a .NET type in {count} of {rows} rows (line {lines}).',
    'Only the primary address is taken from them.',
    'Строк, где вместо адресов стоит имя типа .NET: {count} из {rows} (строка {lines}).',
    'Из них взят только основной адрес.',
  ),
  'no-principal-name-column': say(
    'Accounts without a sign-in name that no other file has: {count}.',
    'The primary address is taken for it.',
    'Учётных записей без имени входа, которых нет в других файлах: {count}.',
    'Именем входа считается основной адрес.',
  ),
  'no-principal-name': say(
    'The sign-in name is empty.',
    'The primary address {instead} is taken for it.',
    'Имя входа пусто.',
    'Именем входа считается основной адрес {instead}.',
  ),
  'bad-principal-name': say(
    'The sign-in name “{value}” is none that Entra ID takes.',
    'The primary address {instead} is taken for it.',
    'Имя входа «{value}» недопустимо в Entra ID.',
    'Именем входа считается основной адрес {instead}.',
  ),
  'row-without-name': say(
    'The sign-in name “{value}” is none that Entra ID takes, and no address can stand for it.',
    'The row is left out.',
    'Имя входа «{value}» недопустимо в Entra ID, и нет адреса, который его заменит.',
    'Строка пропущена.',
  ),
  'row-without-anyone': say(
    'Neither a sign-in name nor an address.',
    'The row is left out.',
    'Нет ни имени входа, ни адреса.',
    'Строка пропущена.',
  ),
  'person-again': say(
    '{name} stands in line {first} too, with other values.',
    'The values there count; the addresses of both rows are kept.',
    '{name} есть и в строке {first}, с другими значениями.',
    'Учтены значения той строки; адреса взяты из обеих.',
  ),
  'primary-differs': say(
    'The primary address {value} differs from {first} of the row read before.',
    '{first} stays the primary address, {value} becomes an alias.',
    'Основной адрес {value} отличается от прочитанного раньше {first}.',
    'Основным остаётся {first}, {value} становится псевдонимом.',
  ),
  'bad-primary': say(
    'The primary address “{value}” is no address.',
    'Counts as empty.',
    'Основной адрес «{value}» — не адрес.',
    'Считается пустым.',
  ),
  'bad-address': say('“{value}” is no address.', 'Left away.', '«{value}» — не адрес.', 'Отброшен.'),
  'bad-external': say(
    'The outside address “{value}” of the contact is no address.',
    'The contact is left out.',
    'Внешний адрес контакта «{value}» — не адрес.',
    'Контакт пропущен.',
  ),
  'addresses-cut': say(
    'The list of addresses was cut when it was exported.',
    'The whole ones are kept: {count}.',
    'Список адресов обрезан при выгрузке.',
    'Оставлено целых адресов: {count}.',
  ),
  'bad-object-id': say(
    'The object id “{value}” is no GUID.',
    'One is made up.',
    'Идентификатор объекта «{value}» — не GUID.',
    'Придуман новый.',
  ),
  'object-id-again': say(
    'The object id {value} belongs to somebody else already.',
    'One is made up.',
    'Идентификатор объекта {value} уже принадлежит другому.',
    'Придуман новый.',
  ),
  'bad-boolean': say(
    '“{value}” under {column} is neither yes nor no.',
    'Counts as empty.',
    '«{value}» в столбце {column} — ни да, ни нет.',
    'Считается пустым.',
  ),
  'bad-date': say('“{value}” is no date.', '{instead} is taken.', '«{value}» — не дата.', 'Взято {instead}.'),
  'unknown-type': say(
    'The recipient type “{value}” is not known.',
    'A user mailbox.',
    'Тип получателя «{value}» неизвестен.',
    'Почтовый ящик пользователя.',
  ),
  formula: say(
    'The name “{value}” looks like a formula.',
    'Kept as text; nothing is computed.',
    'Имя «{value}» похоже на формулу.',
    'Оставлено текстом; ничего не вычисляется.',
  ),
  'letters-lost': say(
    'Letters of the name “{value}” were lost when it was exported.',
    'Kept as it is.',
    'В имени «{value}» при выгрузке потеряны буквы.',
    'Оставлено как есть.',
  ),
  'addresses-of-mailboxes': say(
    'The guide writes this heading in step 27 (mailboxes) and in step 50 (groups); {known} of {rows} rows belong to mailboxes read before.',
    'Read as mailboxes.',
    'Такой заголовок в руководстве у шагов 27 (ящики) и 50 (группы); строк об уже известных ящиках: {known} из {rows}.',
    'Прочитан как ящики.',
  ),
  'addresses-of-groups': say(
    'The guide writes this heading in step 27 (mailboxes) and in step 50 (groups); {known} of {rows} rows belong to mailboxes read before.',
    'Read as groups.',
    'Такой заголовок в руководстве у шагов 27 (ящики) и 50 (группы); строк об уже известных ящиках: {known} из {rows}.',
    'Прочитан как группы.',
  ),
  'forwarding-of-nobody': say(
    'Forwarding of {name}, a mailbox that no file has.',
    'Not used.',
    'Пересылка для {name}: такого ящика нет ни в одном файле.',
    'Не использована.',
  ),
  'forwarding-without-mailbox': say(
    'Forwarding of {name}, who has no mailbox.',
    'Not used.',
    'Пересылка для {name}, у которого нет ящика.',
    'Не использована.',
  ),
  'address-claimed': say(
    '{address} belongs to {owner} too.',
    'It stays there and is taken from this one.',
    'Адрес {address} есть и у {owner}.',
    'Он остаётся там и убран здесь.',
  ),
  'primary-claimed': say(
    'The primary address {address} belongs to {owner} too.',
    'It stays there; {instead} is the primary address here.',
    'Основной адрес {address} есть и у {owner}.',
    'Он остаётся там; здесь основным стал {instead}.',
  ),
  'contact-claimed': say(
    'The outside address {address} is in use in the destination already.',
    'The contact is left out.',
    'Внешний адрес {address} уже занят в целевом арендаторе.',
    'Контакт пропущен.',
  ),
  'no-primary': say(
    'No primary address for {name}.',
    '{instead} is taken for it.',
    'Для {name} нет основного адреса.',
    'Основным считается {instead}.',
  ),
  'only-address-claimed': say(
    'The only address of {name}, {address}, belongs to {owner} too.',
    'It stays there; no mailbox here, and a group is left out.',
    'Единственный адрес {name}, {address}, есть и у {owner}.',
    'Он остаётся там; здесь ящика нет, а группа пропущена.',
  ),
  'no-address-left': say(
    'No address is left for {name}.',
    'No mailbox; a group is left out.',
    'Для {name} не осталось ни одного адреса.',
    'Ящика нет; группа пропущена.',
  ),
  'address-of-other-domain': say(
    '{address} is on {domain}, which is not in the list of domains.',
    'Left away.',
    'Адрес {address} в домене {domain}, которого нет в списке доменов.',
    'Отброшен.',
  ),
  'members-unknown': say(
    'Members that no file has: {count}: {list}.',
    'Not in the group.',
    'Участников, которых нет ни в одном файле: {count}: {list}.',
    'В группу не включены.',
  ),
  'cast-found': say(
    '{name} is the account of {person}, who plays in the rehearsal.',
    'The account is given to that person.',
    '{name} — учётная запись участника репетиции ({person}).',
    'Учётная запись отдана этому человеку.',
  ),
  'domain-not-listed': say(
    '{domain} is not in the list of domains, but is used {count} times.',
    'It is a domain of the company.',
    'Домена {domain} нет в списке доменов, но он встречается {count} раз.',
    'Он считается доменом компании.',
  ),
  'moving-domains': say(
    'The files do not say which domains move.',
    'All own domains do, the most used first: {list}.',
    'В файлах не сказано, какие домены переносятся.',
    'Переносятся все свои домены, первым самый частый: {list}.',
  ),
  'initial-domain-made': say(
    'No onmicrosoft.com domain occurs in the files.',
    '{domain} is made up.',
    'В файлах нет домена onmicrosoft.com.',
    'Придуман {domain}.',
  ),
  'initial-domain-chosen': say(
    'Several onmicrosoft.com domains occur; besides: {others}.',
    '{domain} is the initial one, being used most.',
    'Доменов onmicrosoft.com несколько; кроме него: {others}.',
    'Исходным считается {domain} как самый частый.',
  ),
  'tenant-made': say(
    'The files do not say the name, the id and the country of the source tenant.',
    'Called {name}, country {country}; the id is made up.',
    'В файлах нет названия, идентификатора и страны исходного арендатора.',
    'Назван {name}, страна {country}; идентификатор придуман.',
  ),
  'destination-made': say(
    'The files do not say who works in the destination tenant.',
    '{name} with {count} accounts is made up.',
    'В файлах не сказано, кто работает в целевом арендаторе.',
    'Придуман арендатор {name}, учётных записей: {count}.',
  ),
  'cast-added': say(
    'The people of the rehearsal need accounts.',
    'Added to the source: {list}.',
    'Участникам репетиции нужны учётные записи.',
    'В исходный арендатор добавлены: {list}.',
  ),
  'mailboxes-by-licence': say(
    'No file lists mailboxes.',
    'Accounts with an address and a licence have one: {count}.',
    'Ни один файл не перечисляет почтовые ящики.',
    'Ящик есть у учётных записей с адресом и лицензией: {count}.',
  ),
  'object-ids-made': say(
    'Accounts without an object id in the files: {count}.',
    'Made up from the sign-in name, the same every time.',
    'Учётных записей без идентификатора объекта: {count}.',
    'Идентификаторы выведены из имени входа, всегда одинаково.',
  ),
  'names-made': say(
    'Accounts without a display name in the files: {count}.',
    'The local part of the sign-in name.',
    'Учётных записей без отображаемого имени: {count}.',
    'Взята часть имени входа до @.',
  ),
  'kinds-assumed': say(
    'Mailboxes without a type in the files: {count}.',
    'User mailboxes.',
    'Почтовых ящиков без типа: {count}.',
    'Считаются ящиками пользователей.',
  ),
  'group-kinds-assumed': say(
    'Groups without a type in the files: {count}.',
    'Distribution groups.',
    'Групп без типа: {count}.',
    'Считаются группами рассылки.',
  ),
  'members-not-exported': say(
    'Groups without members in the files: {count}.',
    'They are empty.',
    'Групп без участников: {count}.',
    'Они пусты.',
  ),
  'enabled-assumed': say(
    'People of whom the files do not say whether they may sign in: {count}.',
    'They may.',
    'Людей, о которых не сказано, разрешён ли им вход: {count}.',
    'Вход разрешён.',
  ),
  'guests-without-address': say(
    'Guests without an address: {count}.',
    'Guests without mail.',
    'Гостей без адреса: {count}.',
    'Гости без почты.',
  ),
} as const satisfies Readonly<Record<string, Words>>;

export type FindingCode = keyof typeof words;

export function phrase(
  code: FindingCode,
  part: 'what' | 'assumed',
  language: ReportLanguage,
  values: Readonly<Record<string, string | number>>,
): string {
  return words[code][part][language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}
