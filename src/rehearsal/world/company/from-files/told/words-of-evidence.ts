/** The sentences about who is one person, what a table is about, and which domains and primary addresses the files prove. */
import { say } from './say.js';

export const evidenceWords = {
  'group-without-mail': say(
    'The group {name} has no mail.',
    'Left out: it holds no address.',
    'У группы {name} нет почты.',
    'Пропущена: адресов у неё нет.',
  ),
  'memberships-of-unknown-groups': say(
    'Members of groups whose address no file has: {count} rows, of: {list}.',
    'These memberships are left out; export the groups with their addresses too.',
    'Строк об участниках групп, адреса которых нет ни в одном файле: {count}; группы: {list}.',
    'Эти участия пропущены; выгрузите и группы с их адресами.',
  ),
  'deleted-in-report': say(
    '{name} is deleted by this report (date: {date}).',
    'Left out here; what is left of deleted people is in the list of deleted users and in Get-Mailbox -SoftDeletedMailbox.',
    'По этому отчёту {name} удалён (дата: {date}).',
    'Здесь пропущен; что осталось от удалённых, есть в списке удалённых пользователей и в Get-Mailbox -SoftDeletedMailbox.',
  ),
  'other-sign-in-name': say(
    'The object id is that of {name} in another file; here the sign-in name is {value}.',
    'One person, called {name}.',
    'Идентификатор объекта тот же, что у {name} в другом файле; здесь имя входа — {value}.',
    'Это один человек, имя входа — {name}.',
  ),
  'object-id-differs': say(
    '{name} has another object id in {file}:{first}.',
    'One person; the id read first counts.',
    'У {name} другой идентификатор объекта в {file}:{first}.',
    'Это один человек; учтён первый идентификатор.',
  ),
  'living-and-deleted': say(
    '{name} lives in one file and is deleted in the other ({file}:{first}), with the same object id.',
    'Counts as deleted; leave out the older of the two files if that is wrong.',
    '{name} в одном файле есть, в другом удалён ({file}:{first}), идентификатор объекта один и тот же.',
    'Считается удалённым; если это неверно, уберите более старый файл.',
  ),
  'deleted-beside-living': say(
    '{name} lives in one file and is deleted in the other ({file}:{first}); no object id says that it is one account.',
    'Two accounts: one that lives, and a deleted one of the same name.',
    '{name} в одном файле есть, в другом удалён ({file}:{first}); нет идентификатора объекта, который показал бы, что это одна запись.',
    'Две учётные записи: действующая и удалённая с тем же именем.',
  ),
  'older-export': say(
    '{newer} has the same columns about the same people, and a later date in its name; in both: {same}, in this one alone: {alone}: {list}.',
    'The newer one is read, this one is not.',
    'В файле {newer} те же столбцы о тех же людях, и дата в его имени позже; есть в обоих: {same}, только в этом: {alone}: {list}.',
    'Прочитан более новый, этот — нет.',
  ),
  'same-export-twice': say(
    '{other} has the same columns about the same people; in both: {same}, in this one alone: {alone}: {list}. Nothing says which is newer.',
    'Both are read, and the file read first counts; leave out the older one.',
    'В файле {other} те же столбцы о тех же людях; есть в обоих: {same}, только в этом: {alone}: {list}. Какой новее, не сказано.',
    'Прочитаны оба, значения взяты из первого; уберите более старый.',
  ),
  'address-of-namesakes': say(
    'Several people are called {name} ({count} primary addresses), and nothing says whose these addresses are: {list}.',
    'Left away; export them with the sign-in name or the primary address in each row.',
    'Людей с именем {name} несколько (основных адресов: {count}), и не сказано, чьи это адреса: {list}.',
    'Отброшены; выгрузите их с именем входа или основным адресом в каждой строке.',
  ),
  'primary-of-list': say(
    '{column} says {value}, and the list of addresses SMTP:{first}.',
    '{first} is the primary address; {value} is an alias, or left away where the list has nothing on its domain.',
    'В столбце {column} стоит {value}, а в списке адресов — SMTP:{first}.',
    'Основной адрес — {first}; {value} — псевдоним, а если домена этого адреса в списке нет — отброшен.',
  ),
  'capitals-lost': say(
    'No address of these accounts is written SMTP: in capitals, so nothing tells the primary one: {count}.',
    'The address that is the sign-in name, or else the first.',
    'Ни один адрес этих учётных записей не записан как SMTP: прописными, и какой из них основной, не сказано: {count}.',
    'Тот, что совпадает с именем входа, иначе первый.',
  ),
  'names-unroutable': say(
    'Sign-in names on {list}, which exists in a local network only and which no tenant has: {count} (line {lines}).',
    'The address is taken for it; without any, the same name on the initial domain.',
    'Имён входа в {list} — такой домен бывает только в локальной сети, у арендатора его нет: {count} (строка {lines}).',
    'Именем входа считается адрес; если его нет — то же имя в исходном домене.',
  ),
  'domain-unroutable': say(
    'Addresses on {domain}, which exists in a local network only: {count}.',
    'No tenant has it; it does not move.',
    'Адресов в домене {domain}, который бывает только в локальной сети: {count}.',
    'У арендатора его нет; он не переносится.',
  ),
  'address-of-subdomain': say(
    '{address} is on {domain}, a subdomain of {parent} and no domain of the company by itself.',
    'Left away. Where {parent} takes mail for its subdomains (MatchSubDomains), this address keeps it from leaving: name {domain} in the list of domains, or take the address off.',
    'Адрес {address} в {domain} — поддомене {parent}, который сам компании не принадлежит.',
    'Отброшен. Если {parent} принимает почту и для поддоменов (MatchSubDomains), этот адрес не даст его перенести: внесите {domain} в список доменов или снимите адрес.',
  ),
  'file-cut': say(
    'The file ends without a line break, in the middle of an address: {value}.',
    'The address is left away; export the file again, for more may be missing.',
    'Файл обрывается без перевода строки посреди адреса: {value}.',
    'Адрес отброшен; выгрузите файл заново: не хватать может и другого.',
  ),
  'initial-domain-unproved': say(
    'No onmicrosoft.com domain occurs among the addresses of the company’s own; elsewhere in the files: {list}.',
    '{domain} is made up; name the right one in a list of domains (DomainName, InitialDomain).',
    'Среди адресов самой компании нет домена onmicrosoft.com; в других местах файлов: {list}.',
    'Придуман {domain}; назовите верный в списке доменов (DomainName, InitialDomain).',
  ),
} as const;
