/** The sentences about snapshots that the bot itself has taken. */
import { say } from './say.js';

export const snapshotWords = {
  'json-broken': say(
    'No JSON: {why}.',
    'Left out; take the file from its card again.',
    'Это не JSON: {why}.',
    'Пропущен; возьмите файл с карточки ещё раз.',
  ),
  'json-unknown': say(
    'JSON, and no snapshot that is known here.',
    'Left out.',
    'JSON, но не известный здесь снимок.',
    'Пропущен.',
  ),
  'json-saved-world': say(
    'A saved world.',
    'Left out; to rehearse with it, name the file itself and not its folder.',
    'Это сохранённый мир.',
    'Пропущен; чтобы репетировать с ним, укажите сам файл, а не папку.',
  ),
  'snapshot-format': say(
    'A snapshot of format {format}; known here is {known}.',
    'Left out; take the snapshot with this version.',
    'Снимок формата {format}; здесь известен {known}.',
    'Пропущен; сделайте снимок этой версией.',
  ),
  'snapshot-kind-unknown': say(
    'A snapshot of {kind}: nothing in it is an account, a mailbox, a group or a contact.',
    'Left out.',
    'Снимок «{kind}»: в нём нет ни учётных записей, ни ящиков, ни групп, ни контактов.',
    'Пропущен.',
  ),
  'snapshot-objects-broken': say(
    'Objects without an id, or of no kind that is known: {count}.',
    'They are left out.',
    'Объектов без идентификатора или неизвестного вида: {count}.',
    'Они пропущены.',
  ),
  'snapshot-older': say(
    'Taken at {at}, before {other}, which shows the same.',
    'Left out: the newer one counts.',
    'Сделан {at}, раньше, чем {other} о том же.',
    'Пропущен: учтён более новый.',
  ),
  'snapshot-other-tenant': say(
    'Of another tenant than the newest snapshot: {tenant}.',
    'Left out.',
    'Из другого арендатора, чем самый новый снимок: {tenant}.',
    'Пропущен.',
  ),
  'tables-again': say(
    'Tables that another file has, too: {list}.',
    'Those of the file whose name comes first count.',
    'Таблицы, которые есть и в другом файле: {list}.',
    'Учтены таблицы файла, имя которого идёт раньше.',
  ),
  'snapshot-without-people': say(
    'A snapshot, and no snapshot or table beside it has anybody who signs in.',
    'Left out; add backup-source-mailboxes.json, or the tables of the inventory.',
    'Снимок, но ни в одном снимке и ни в одной таблице рядом нет никого, кто входит в систему.',
    'Пропущен; добавьте backup-source-mailboxes.json или таблицы инвентаризации.',
  ),
  'beside-snapshots': say(
    'Snapshots of the bot are in the folder.',
    'Not read: they say it without loss.',
    'В папке есть снимки бота.',
    'Не прочитан: в снимках то же без потерь.',
  ),
  'snapshot-kinds-left-out': say(
    'Mailboxes and groups of kinds that no rehearsal has: {count} ({list}).',
    'They are left out.',
    'Ящиков и групп таких видов, каких нет в репетиции: {count} ({list}).',
    'Они пропущены.',
  ),
  'snapshot-name-twice': say(
    'Two accounts sign in as {name}.',
    'The first counts.',
    'Две учётные записи входят как {name}.',
    'Учтена первая.',
  ),
  'snapshot-mail-users-made': say(
    'Guests and members with addresses and no mailbox: {count}. No snapshot has their recipients.',
    'Each is a mail user whose mail goes to its primary address.',
    'Гостей и участников с адресами, но без ящика: {count}. Их получателей нет ни в одном снимке.',
    'Каждый — почтовый пользователь, почта которого идёт на его основной адрес.',
  ),
  'snapshot-cast-instead': say(
    'Somebody signs in as {name}, and so does {person} of the rehearsal.',
    'That account is left out: the people of the rehearsal must be who they are.',
    'Кто-то входит как {name}, и так же входит {person} из репетиции.',
    'Эта учётная запись пропущена: участники репетиции должны быть собой.',
  ),
  'group-people-unclear': say(
    'Settings of groups name some who are nobody in these files ({count}): {list}.',
    'They are left out of those settings.',
    'В настройках групп названы те, кого в этих файлах нет ({count}): {list}.',
    'Из этих настроек они пропущены.',
  ),
  'rights-unclear': say(
    'Rights of which nobody can tell whose they are, or over which folder: {count}.',
    'They are left out.',
    'Прав, о которых не понять, чьи они или на какую папку: {count}.',
    'Они пропущены.',
  ),
  'snapshot-destination': say(
    'The snapshot of forwards has every mailbox of the destination: {count}.',
    'Nobody is made up there beside them; whoever comes and has no mailbox there yet has none.',
    'В снимке пересылки есть все ящики целевого арендатора: {count}.',
    'Кроме них там никто не придуман; у кого там ещё нет ящика, у того его нет.',
  ),
  'snapshot-lists-made': say(
    'Lists of the destination that contacts are in, of which their ids alone are known: {count}.',
    'They are made up with these contacts in them.',
    'Списков целевого арендатора, в которых есть контакты и о которых известны только идентификаторы: {count}.',
    'Они придуманы, эти контакты в них есть.',
  ),
} as const;
