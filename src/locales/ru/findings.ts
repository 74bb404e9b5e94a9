/** Что говорят проверки, планы и сверки, по коду. Сообщения ICU. */
import type { findings as english } from '../en/findings.js';

export const findings = {
  // Замечания самого движка к шагу или объекту
  'engine.applies-failed': 'Не удалось увидеть, нужен ли этот шаг: {message}. Повторите, когда причина исчезнет.',
  'engine.check-failed':
    'Проверку выполнить не удалось, и ничего не известно: {message}. Повторите, когда причина исчезнет.',
  'engine.plan-failed':
    'План составить не удалось, поэтому ничего не изменено: {message}. Составьте его заново, когда причина исчезнет.',
  'engine.verify-failed': 'Записанное не удалось прочитать обратно: {message}. Новый план покажет, что осталось.',
  'engine.cannot-be-done': '{name}: выполнить нельзя — {reason}',
  'engine.role-not-needed': 'Выполнить это могла только роль «{role}», а она не нужна ({name}): {reason}',
  'nothing-on-premises':
    'Локальной инфраструктуры нет: ни один из {users} пользователей обоих тенантов не синхронизируется, и домена гибридной маршрутизации (…mail.onmicrosoft.com) нет.',
  'engine.drifted':
    'Когда очередь дошла до объекта, он был не таким, как в плане, и не таким, как нужно, поэтому его не тронули. Новый план возьмёт его таким, какой он есть.',
  'engine.gave-up':
    'После многих попыток служба так и не дала ясного ответа, объект оставлен как есть. Новый план проверит его снова.',
  'engine.same-object-twice':
    '{name} встречается в этом плане дважды, и одно из изменений потерялось бы. Утвердить план нельзя; сообщите тому, кто сопровождает бота.',
  'engine.form-failed':
    'Форму не удалось составить, поэтому вопрос не задан: {message}. Постройте план заново, когда причина исчезнет.',
  'engine.judge-failed':
    'Переданный файл не удалось просмотреть: {message}. Передайте его ещё раз, когда причина исчезнет.',
  'engine.no-longer-fits':
    'Сделано по прежним ответам: с тех пор в «{decision}» ответили иначе, и это больше не подходит.',
  'engine.would-change':
    'По нынешним ответам осталось {count, plural, one {# изменение} few {# изменения} many {# изменений} other {# изменения}}.',
  'engine.fit-unseen': 'В «{decision}» ответили иначе, и увидеть, подходит ли это теперь, не удалось: {message}.',
  'engine.nothing-was-done':
    'Когда команда повернула назад, никто ещё не сообщил, что это сделано, и следов этого не нашлось: отменять нечего.',
  'engine.left-standing': 'Шаг больше не нужен, а сделанное раньше осталось.',
  'engine.answers-outdated': 'Сегодня форма этих ответов уже не приняла бы.',
  'engine.write-failed': 'Записать не удалось: {message}. Новый план проверит объект снова.',
  'engine.transfer-unseen':
    'Внешнюю работу не видно: {message}. Возможно, она идёт; бот смотрит снова каждые десять минут.',
  'engine.transfer-stalled':
    'Ничего не движется уже {minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}. Работа не прервана: посмотрите там, где она идёт, или прекратите её.',
  'engine.transfer-unaccounted':
    'Числа не сходятся: готово {done, number}, не готовыми названы {failed, number}, всего {total, number}. Весь этот заход считается открытым.',
  'engine.transfer-not-started':
    'Запуск остался без ответа ({count, plural, =0 {ни разу} one {# раз} few {# раза} many {# раз} other {# раза}}), и ничего не запущено. Повтор попробует снова.',
  'engine.transfer-said-over':
    '{name} сообщает, что там, где эта работа шла бы, ничего не идёт: «{reason}». Что успело пройти раньше, никто не видел; весь этот заход считается открытым.',

  'permission-missing': 'Тенант не разрешает боту это действие: {text}. Выдайте недостающее право и повторите.',
  'object-gone': 'Этого объекта в тенанте больше нет: {text}.',
  'object-synced':
    'Объектом управляет локальная служба каталогов, и облако отказывается его менять: {text}. Измените его локально или сначала переведите под управление облака.',
  'name-taken':
    'Новое имя для входа занято, возможно удалённым пользователем: {text}. Освободите имя или составьте план заново.',
  'address-taken': 'Адрес занят другим получателем: {text}. Освободите его или составьте план заново.',
  'graph-refused': 'Microsoft Graph отказал: {text} ({errorCode}, статус {status}).',
  'exchange-refused': 'Exchange Online отказал: {text} ({errorCode}, статус {status}).',
  'and-more': 'И ещё {count, plural, one {# такой же} few {# таких же} other {# таких же}}.',

  'left-out-roster': '{name} — учётная запись участника команды ({person}): решение о ней принимает человек.',
  'left-out-protected':
    '{name} — {why, select, bot {учётная запись бота} mover {учётная запись службы переноса почты} other {аварийная учётная запись}}: массовые изменения её не касаются.',
  'left-out-primary-stays': 'Основной адрес группы {name} уже не на переезжающем домене.',
  'left-out-default-already': '{domain} уже домен по умолчанию.',
  'left-out-guest': '{name} — гость и входит через свою организацию.',
  'roster-person-not-found':
    '{person} работает в исходной компании, но учётная запись там не найдена: убедитесь, что её нет среди запланированных изменений.',

  'operator-on-moving-domain':
    '{person} входит под именем {name} на переезжающем домене. До переключения дайте ей или ему имя на исходном домене onmicrosoft.com или другую учётную запись: массовые изменения эту запись обходят, а домен не отпустят, пока она на нём.',
  'operator-not-found':
    'Учётная запись участника {person} не найдена ни в одном тенанте — ни по идентификатору, ни по имени для входа, ни по адресу. Укажите, под какой записью идёт работа.',
  'operator-guest-only':
    '{person} числится только гостем ({name}): на каком домене основная учётная запись, увидеть не удалось.',
  'operator-guest-from-elsewhere':
    '{person} — гость ({name}) из организации вне обоих тенантов: здесь ничего не переезжает.',
  'operator-keeps-addresses':
    '{person} входит под именем {name}, оно остаётся; {count, plural, one {# адрес} few {# адреса} many {# адресов} other {# адреса}} на переезжающих доменах должен разобрать человек.',
  'operator-stays': '{person} входит под именем {name}, оно остаётся.',
  'protected-account-on-moving-domain':
    '{account} ({why, select, bot {бот} mover {служба переноса почты} other {аварийная учётная запись}}) — на переезжающем домене. Дайте ей имя на исходном домене: массовые изменения её обходят, а домен не отпустят, пока она на нём.',
  'protected-account-not-found':
    '{account} ({why, select, bot {бот} mover {служба переноса почты} other {аварийная учётная запись}}): в {side, select, source {исходном тенанте} other {целевом тенанте}} такой записи нет, исправьте PROTECTED_ACCOUNTS.',
  'protected-account-stays':
    '{account} ({why, select, bot {бот} mover {служба переноса почты} other {аварийная учётная запись}}) остаётся на месте.',

  // source-admin-rights
  'app-rights-whole':
    'У приложения бота в {side, select, source {исходном} other {целевом}} тенанте есть всё, чего просят шаги: {permissions, plural, one {# разрешение} few {# разрешения} many {# разрешений} other {# разрешения}} Microsoft Graph{cmdlets, plural, =0 {} one {, и # командлет Exchange отвечает} few {, и все # командлета Exchange отвечают} many {, и все # командлетов Exchange отвечают} other {, и все # командлета Exchange отвечают}}. Его роли: {roles}.',
  'app-permission-missing':
    'Приложению бота в {side, select, source {исходном} other {целевом}} тенанте не выдано {permission}: без него {count, plural, one {шаг {step} не сработает} few {не сработают # шага, среди них {step}} many {не сработают # шагов, среди них {step}} other {не сработают # шага, среди них {step}}}. В центре администрирования Microsoft Entra: Регистрация приложений, приложение, Разрешения API, Добавить разрешение, Microsoft Graph, Разрешения приложения, {permission}, затем «Предоставить согласие администратора». Или запустите grant-{side}.ps1 с этой карточки.',
  'app-exchange-missing':
    'Приложению бота в {side, select, source {исходном} other {целевом}} тенанте не выдано {permission}: без него {steps, plural, one {не сработает # шаг} few {не сработают # шага} many {не сработают # шагов} other {не сработают # шага}}. В центре администрирования Microsoft Entra: Регистрация приложений, приложение, Разрешения API, Добавить разрешение, API моей организации, Office 365 Exchange Online, Разрешения приложения, {permission}, затем «Предоставить согласие администратора»; и дайте приложению роль {role}. Или запустите grant-{side}.ps1 с этой карточки.',
  'app-exchange-role-missing':
    'Exchange в {side, select, source {исходном} other {целевом}} тенанте ничего не позволяет приложению бота: у него там нет роли, и {steps, plural, one {# шаг не сработает} few {# шага не сработают} many {# шагов не сработают} other {# шага не сработают}}. В центре администрирования Microsoft Entra: Роли и администраторы, {role}, Добавить назначения, приложение; или запустите grant-{side}.ps1 с этой карточки. Exchange узнаёт об этом за время до часа. Ответ был: {text}',
  'app-exchange-unseen':
    'Не удалось увидеть, отвечают ли в {side, select, source {исходном} other {целевом}} тенанте командлеты {steps, plural, one {# шага} few {# шагов} many {# шагов} other {# шага}} ({text}). Для них нужна роль {role}. Посмотрите ещё раз, когда причина уйдёт.',
  'app-cmdlets-missing':
    'В {side, select, source {исходном} other {целевом}} тенанте приложению бота не {count, plural, one {отвечает # командлет} few {отвечают # командлета} many {отвечают # командлетов} other {отвечают # командлета}}: {cmdlets}. Дайте ему роль {role} (центр администрирования Microsoft Entra: Роли и администраторы, {role}, Добавить назначения, приложение) или добавьте «{exchangeRole}» в группу ролей, в которой оно состоит. Exchange узнаёт об этом за время до часа.',
  'app-past-managers-unseen':
    'Не удалось увидеть, может ли приложение бота менять чужие группы в {side, select, source {исходном} other {целевом}} тенанте: для этого нужен администратор Exchange или «{exchangeRole}» в группе ролей, в которой оно состоит. В Exchange Online PowerShell Get-ManagementRoleAssignment -Role "{exchangeRole}" называет группы ролей, у которых это есть.',
  'app-reads-beyond':
    'Приложение бота в {side, select, source {исходном} other {целевом}} тенанте может читать больше, чем просят шаги: {permissions}. {count, plural, one {Его} few {Их} many {Их} other {Их}} можно забрать.',
  'app-writes-beyond':
    'У приложения бота в {side, select, source {исходном} other {целевом}} тенанте есть {permission}, а ни один шаг его не просит: кто добудет ключ приложения, сможет всё, что оно позволяет. Заберите его (центр администрирования Microsoft Entra: Корпоративные приложения, приложение, Разрешения, {permission}, Отозвать разрешение) или примите и скажите, почему оно остаётся.',
  'app-role-beyond':
    'У приложения бота в {side, select, source {исходном} other {целевом}} тенанте есть роль {role}, а хватает {enough}. Заберите её (центр администрирования Microsoft Entra: Роли и администраторы, {role}, приложение, Удалить назначения) или примите и скажите, почему она остаётся.',
  'directory-roles-unseen':
    'Не удалось увидеть, какие роли каталога в {side, select, source {исходном} other {целевом}} тенанте есть у приложения бота и у участников: {text}',
  'people-roles-whole':
    'У тех, кто ведёт {side, select, source {исходный} other {целевой}} тенант ({people}), на всех вместе есть каждая роль, которая нужна для ручной работы.',
  'people-role-missing':
    'Ни у кого из тех, кто ведёт {side, select, source {исходный} other {целевой}} тенант ({people}), не видно роли {role} или той, что её включает: руками с ней {count, plural, one {делают шаг {step}} few {делают # шага, среди них {step}} many {делают # шагов, среди них {step}} other {делают # шага, среди них {step}}}. В центре администрирования Microsoft Entra: Роли и администраторы, {role}, Добавить назначения. Роль, которую включают по надобности, считается, пока включена.',
  'person-rights-unseen':
    'В {side, select, source {исходном} other {целевом}} тенанте не нашлось учётной записи: {person}. Что этот человек там может, увидеть не удалось.',
  'person-role-beyond':
    '{person} в {side, select, source {исходном} other {целевом}} тенанте может всё и в любой час ({roles}). Хватит роли, которую включают по надобности.',

  // Test accounts and what lies in their mailboxes
  'test-account-name-taken':
    'В {side, select, source {исходном} other {целевом}} тенанте уже есть запись {name}, и создал её не бот. Переименуйте или удалите её, затем составьте план заново.',
  'test-account-no-licence':
    'В {side, select, source {исходном} other {целевом}} тенанте не осталось лицензий с почтовым ящиком {count, plural, one {на # запись} few {на # записи} many {на # записей} other {на # записи}}: освободите или купите их (центр администрирования Microsoft 365: Выставление счетов, Лицензии), затем составьте план заново.',
  'test-account-no-location':
    'В {side, select, source {исходном} other {целевом}} тенанте ни у кого не указано место использования, а без него лицензию не выдать: укажите его одному пользователю, затем составьте план заново.',
  'test-account-password':
    'Они получат лицензию {licence} и пароли, которых никто не знает: кто хочет открыть такой ящик, сначала сбрасывает пароль в центре администрирования Microsoft 365.',
  'test-account-there': '{name} уже есть, запись создал бот.',
  'test-accounts-ready':
    'У обеих тестовых записей в {side, select, source {исходном} other {целевом}} тенанте есть ящики: {names}.',
  'test-account-without-mailbox':
    'У {name} ещё нет ящика. Он появляется через минуты после лицензии, в худшем случае через часы.',
  'test-accounts-removed':
    'В {side, select, source {исходном} other {целевом}} тенанте {count, plural, one {удалена # тестовая запись} few {удалены # тестовые записи} many {удалено # тестовых записей} other {удалено # тестовых записи}}; тридцать дней Microsoft хранит их в корзине.',
  'test-account-still-there': '{name} всё ещё на месте.',
  'test-account-not-known':
    'Неизвестно, что из имеющегося бот создал как {name}, поэтому ничего не удалено: сделайте это руками.',
  'test-accounts-missing': 'Тестовых записей, созданных ботом, нет: сначала выполните шаг 19.',
  'test-content-counted':
    'В ящике {name} из тестового: {folders, plural, one {# папка} few {# папки} many {# папок} other {# папки}}, {messages, plural, one {# письмо} few {# письма} many {# писем} other {# письма}}, {events, plural, one {# встреча} few {# встречи} many {# встреч} other {# встречи}}, {contacts, plural, one {# контакт} few {# контакта} many {# контактов} other {# контакта}} и {tasks, plural, one {# задача} few {# задачи} many {# задач} other {# задачи}}.',
  'test-item-missing': '{name}: в ящике этого ещё нет.',
  'test-items-removed':
    'Из ящиков убрано снова: {count, plural, one {# тестовый элемент} few {# тестовых элемента} many {# тестовых элементов} other {# тестовых элемента}}.',
  'test-item-still-there': '{name}: всё ещё в ящике.',

  // mailbox-sizes
  'mailbox-sizes-read':
    '{gigabytes, number} ГБ и {items, plural, one {# элемент} few {# элемента} many {# элементов} other {# элемента}}: {mailboxes, plural, one {# ящик} few {# ящика} many {# ящиков} other {# ящика}}, {archives, plural, =0 {архивов нет} one {# архив} few {# архива} many {# архивов} other {# архива}}; без элементов, подлежащих восстановлению. {large, plural, =0 {Больше 50 ГБ нет ни одного.} other {Больше 50 ГБ: {large, number}.}}',
  'mailbox-licences':
    'Лицензии средства переноса на ящики: {licences, number}, по одной на каждые начатые 50 ГБ каждого ящика и каждого архива. Пакеты User Migration Bundle от размера не зависят: {mailboxes, number}, по одному на ящик.',
  'mailbox-over-100':
    '{part, select, archive {Архив ящика {name}} other {{name}}}: {gigabytes, number} ГБ. {part, select, archive {Его переносят частями, и в принимающей организации нужен расширяемый архив} other {Ящик в принимающей организации вмещает не больше 100 ГБ, поэтому часть нужно сначала убрать в архив}}. Лицензий по 50 ГБ: {licences, number}.',
  'mailbox-over-50':
    '{part, select, archive {Архив ящика {name}} other {{name}}}: {gigabytes, number} ГБ, то есть больше 50. В принимающей организации нужен план с большим объёмом; лицензий по 50 ГБ: {licences, number}.',
  'mailbox-size-unseen': 'Размер ящика {name} узнать не удалось: {text}',
  'delegate-denied':
    '{trustee}: запрет на {name} ({right, select, fullAccess {полный доступ} sendAs {отправка от имени} onBehalf {отправка по поручению} other {папка {folder}}}) не переносится.',
  'delegate-has-other': '{name}: там уже есть другое право ({there}), оно остаётся, как его дали.',
  'delegate-mailbox-not-there':
    '{target} для {name} ещё нет в целевом тенанте, поэтому {trustee} там ничего не получает ({right, select, fullAccess {полный доступ} sendAs {отправка от имени} onBehalf {отправка по поручению} other {папка {folder}}}). Когда появится, спланируйте шаг ещё раз.',
  'delegate-not-a-principal':
    '{trustee} в целевом тенанте — {kind}, таким права не дают: на {name} ничего не выдано ({right, select, fullAccess {полный доступ} sendAs {отправка от имени} onBehalf {отправка по поручению} other {папка {folder}}}).',
  'delegate-not-as-wanted': '{name}: права нет в том виде, в каком его записали.',
  'delegate-other-right': 'У {trustee} на {name} не полный доступ, а другое ({rights}): оно не переносится.',
  'delegate-own-folder':
    '{trustee} открывает папку {folder} ящика {name}, созданную людьми: она придёт вместе с почтой, права на неё дают потом вручную.',
  'delegate-unknown':
    'Чьё это право на {name} ({right, select, fullAccess {полный доступ} sendAs {отправка от имени} onBehalf {отправка по поручению} other {папка {folder}}}), сказать нельзя: {why, select, several {записанное там имя носят несколько} outside {{trustee} — кто-то со стороны} other {этого человека больше нет}}.',
  'delegate-unseen': '{name}: есть ли право, увидеть не удалось: {text}',
  'delegate-without-target':
    'У {trustee} есть право на {name} ({right, select, fullAccess {полный доступ} sendAs {отправка от имени} onBehalf {отправка по поручению} other {папка {folder}}}), а в целевом тенанте по сопоставлению никого нет.',
  'delegates-by-hand':
    'Сопоставление лежит в другом месте: права делегатам по той таблице выдаёт администратор целевого тенанта.',
  'delegates-given':
    'Прочитано по одному: {count, plural, one {# право на месте} few {# права на месте} many {# прав на месте} other {# права на месте}}, как в исходном тенанте.',
  'delegates-of-everybody':
    '{count, plural, one {# запись для всех остаётся} few {# записи для всех остаются} many {# записей для всех остаются} other {# записи для всех остаются}}, как в целевом тенанте (Default, Anonymous).',
  'delegates-taken':
    'Прочитано по одному: {count, plural, one {снято # право} few {снято # права} many {снято # прав} other {снято # права}}.',
  'delegates-there':
    '{count, plural, one {# право там уже есть и остаётся} few {# права там уже есть и остаются} many {# прав там уже есть и остаются} other {# права там уже есть и остаются}}.',
  'delegates-without-rights':
    'Кто какие права имеет в исходном тенанте, не прочитано: сначала пусть прочтут «Пересылка, делегаты и адреса».',
  'licences-needed':
    'На {mailboxes, plural, one {# ящик} few {# ящика} many {# ящиков} other {# ящика}}{version, plural, =0 { (все ящики исходного тенанта: сопоставление не зафиксировано)} other { версии {version, number}}} и {tests, plural, one {# тестовую учётную запись} few {# тестовые учётные записи} many {# тестовых учётных записей} other {# тестовые учётные записи}}: лицензий на ящик по 50 ГБ — {licences, number}, или пакетов User Migration Bundle, которые от размера не зависят, — {bundles, number}. Держите запас: ещё одна на каждые двадцать.',
  'licences-for-the-way-back':
    'Если команда повернёт назад, когда почта уже пришла в целевой тенант, она вернётся отдельным проектом: ещё {count, plural, one {# лицензия на ящик} few {# лицензии на ящик} many {# лицензий на ящик} other {# лицензии на ящик}}. До того они не нужны; к решению «да» или «нет» узнайте, как быстро их можно купить.',
  'licences-beyond-one':
    'Больше одной лицензии {count, plural, one {нужно # ящику} few {нужно # ящикам} many {нужно # ящикам} other {нужно # ящика}}: {names}{more, plural, =0 {} other { и ещё {more, number}}}. Проект должен разрешать {most, number} на один ящик, иначе проход остановится на середине; с пакетом этого нет.',
  'licences-size-unseen':
    'Размер ящика {name} никто не видел{said, select, no {} other {: {text}}}. Он посчитан с одной лицензией.',
  'licences-without-sizes':
    'Размеров ящиков нет, и считать не по чему: пусть сначала прочтут «Размеры ящиков», затем этот шаг.',
  'passes-of-a-licence':
    'На каждый ящик запланировано проходов: {planned, number}, а лицензия допускает {allowed, number}; на неудачи остаётся {left, number}.',

  // mailbox-settings
  'forwards-counted':
    '{forwards, plural, =0 {Почту никто не пересылает} other {Пересылок: {forwards, number}}} (ящиков: {mailboxes, number}){address, plural, =0 {} other { · получателю — {address, number}}}{smtp, plural, =0 {} other { · на адрес — {smtp, number}}}{rules, plural, =0 {} other { · правилом папки «Входящие» — {rules, number}}}{transport, plural, =0 {} other { · транспортным правилом — {transport, number}}}{off, plural, =0 {} other { · выключены или не действуют — {off, number}}}.',
  'rights-counted':
    '{rights, plural, =0 {Прав на чужое ни у кого нет} other {Прав на чужое: {rights, number}}}{fullAccess, plural, =0 {} other { · на ящик — {fullAccess, number}}}{sendAs, plural, =0 {} other { · отправлять как — {sendAs, number}}}{onBehalf, plural, =0 {} other { · от имени — {onBehalf, number}}}{folders, plural, =0 {} other { · на папки — {folders, number}}}{calendars, plural, =0 {} other {, из них на календари — {calendars, number}}}{denied, plural, =0 {} other { · из всех запрещающих — {denied, number}}}.',
  'folders-not-read':
    'Права прочитаны на сам ящик, «Входящие», календари, контакты, задачи и заметки. На другие папки их не запрашивали: папок — {count, number}, ящиков — {mailboxes, number}. Чем там поделились, скажет владелец.',
  'addresses-counted':
    'Адреса: SMTP — {smtp, number}{sip, plural, =0 {} other { · SIP — {sip, number}}}{x500, plural, =0 {} other { · X500 — {x500, number}}}{others, plural, =0 {} other { · других типов — {others, number}}}.',
  'holds-counted':
    '{held, plural, =0 {Удержаний нет.} one {На удержании # ящик: {name}.} few {На удержании # ящика, например {name}{litigation, plural, =0 {} other {; по судебному удержанию — {litigation, number}}}.} many {На удержании # ящиков, например {name}{litigation, plural, =0 {} other {; по судебному удержанию — {litigation, number}}}.} other {На удержании # ящика, например {name}{litigation, plural, =0 {} other {; по судебному удержанию — {litigation, number}}}.}}',
  'holds-of-organisation':
    'Политик хранения на всю организацию: {count, number}. Это {names}. Они удерживают каждый ящик, кроме исключённых. Нужна политика в принимающей организации, иначе переехавшее ничто не удержит.',
  'forward-outside':
    '{how, select, transport {Транспортное правило {name} отправляет почту} other {{name} пересылает почту}} на {to}, за пределы организации{how, select, rule {, правилом «{rule}»} transport {, действие {rule}} other {}}. В принимающей организации это работает, только если позволяют её политика исходящей почты и удалённые домены.',
  'forward-across':
    '{name} пересылает почту на {to}{how, select, rule { правилом «{rule}»} other {}}, а переезжает только {moves, select, yes {{name}} other {{to}}}: после переезда пересылка пойдёт из одной организации в другую.',
  'forward-to-nobody':
    '{how, select, transport {Транспортное правило {name} отправляет почту} other {{name} пересылает почту}} на «{to}»{how, select, rule { правилом «{rule}»} transport { действием {rule}} other {}}, а такого имени в организации ни у кого нет: почта может теряться уже сегодня.',
  'forward-to-several':
    '{name} пересылает почту на «{to}», а такое имя в организации у нескольких: проверьте, кто имеется в виду.',
  'right-across':
    '{trustee} {right, select, fullAccess {имеет права {rights} на {name}} sendAs {может отправлять как {name}} onBehalf {может отправлять от имени {name}} other {имеет права {rights} на папку «{folder}» ящика {name}}}, а в переезжающем домене только {moves, select, yes {{name}} other {{trustee}}}: они расстаются, и право вместе с ними.',
  'right-of-nobody':
    '«{trustee}» {right, select, fullAccess {имеет права {rights} на {name}} sendAs {может отправлять как {name}} onBehalf {может отправлять от имени {name}} other {имеет права {rights} на папку «{folder}» ящика {name}}}, а в организации такого больше нет, разве что в корзине: запись осталась от кого-то и не переносится.',
  'right-of-outsider':
    '{trustee}, вне организации, имеет права {rights} на папку «{folder}» ящика {name}: такой доступ не переносится, {name} выдаст его заново в принимающей организации.',
  'right-of-several':
    '«{trustee}» имеет права {rights} {right, select, folder {на папку «{folder}» ящика} other {на}} {name}, а такое имя в организации у нескольких: проверьте, кто имеется в виду.',
  'mailbox-setting-unseen': 'Не все настройки ящика {name} удалось увидеть: {text}',

  // mail-flow-review
  'mail-flow-read':
    '{rules, plural, =0 {Транспортных правил нет} other {Транспортных правил — {rules, number}}}{inbound, plural, =0 {} other { · входящих соединителей — {inbound, number}}}{outbound, plural, =0 {} other { · исходящих соединителей — {outbound, number}}}{remote, plural, =0 {} other { · удалённых доменов — {remote, number}}}{journal, plural, =0 {} other { · правил журналирования — {journal, number}}}; {naming, plural, =0 {переезжающий домен не называет ни одно из них} other {переезжающий домен называют — {naming, number}}}.',
  'transport-rule-names-domain':
    'Транспортное правило «{name}»{enabled, select, no { (выключено)} test { (в режиме проверки)} other {}} называет {domain} ({where}): создайте его в принимающей организации или оставьте.',
  'connector-names-domain':
    '{kind, select, inboundConnector {Входящий} other {Исходящий}} соединитель «{name}»{enabled, select, no { (выключен)} other {}} называет {domain} ({where}): без него замолчат сканеры и партнёры. Создайте его в принимающей организации или оставьте.',
  'remote-domain-names-domain':
    'Удалённый домен «{name}» — это {domain} ({where}): после переезда он решает, как обращаются с почтой тем, кто уехал.',
  'journal-rule-names-domain':
    'Правило журналирования «{name}»{enabled, select, no { (выключено)} other {}} называет {domain} ({where}): что оно журналирует и куда, должно продолжиться в принимающей организации.',
  'inventory-taken':
    '{mailboxes, plural, one {# почтовый ящик} few {# почтовых ящика} many {# почтовых ящиков} other {# почтового ящика}} (личных {userMailboxes, number}{shared, plural, =0 {} other {, общих {shared, number}}}{rooms, plural, =0 {} other {, переговорных {rooms, number}}}{equipment, plural, =0 {} other {, оборудования {equipment, number}}}), {users, plural, one {# пользователь} few {# пользователя} many {# пользователей} other {# пользователя}}{groups, plural, =0 {} one {, # группа} few {, # группы} many {, # групп} other {, # группы}}{contacts, plural, =0 {} one {, # контакт} few {, # контакта} many {, # контактов} other {, # контакта}}, {domains, plural, one {# обслуживаемый домен} few {# обслуживаемых домена} many {# обслуживаемых доменов} other {# обслуживаемого домена}}.',
  'domains-agree': 'Каталог и Exchange знают одни и те же домены: {count, number}.',
  'domain-not-accepted': 'Домен {domain} подтверждён в каталоге для почты, но Exchange его не обслуживает.',
  'domain-not-verified': 'Exchange обслуживает {domain}, но подтверждённого домена с таким именем в каталоге нет.',
  'mailboxes-have-users': 'У каждого почтового ящика ({count, number}) есть пользователь в каталоге.',
  'mailboxes-without-users':
    '{count, plural, one {# почтовый ящик} few {# почтовых ящика} many {# почтовых ящиков} other {# почтового ящика}} без пользователя в каталоге, например {name}.',
  'mailboxes-agree':
    'Exchange обоими способами насчитал одно и то же: {count, plural, one {# почтовый ящик} few {# почтовых ящика} many {# почтовых ящиков} other {# почтового ящика}}.',
  'mailboxes-differ': 'Get-Mailbox находит ящиков: {directory, number}, Get-Recipient: {exchange, number}.',
  'groups-agree': 'Почтовых групп в каталоге и в Exchange поровну: {count, number}.',
  'groups-differ': 'Почтовых групп в каталоге: {directory, number}, в Exchange: {exchange, number}.',
  'contacts-agree': 'Контактов в каталоге и в Exchange поровну: {count, number}.',
  'contacts-differ': 'Контактов в каталоге: {directory, number}, в Exchange: {exchange, number}.',
  'names-stay-plain': 'Новых имён в {domain}: {count, number}; до знака @ каждое остаётся таким, как сейчас.',
  'names-to-come':
    'Новых имён в {domain}: {count, number}; из них отличаются от простых: {renamed, number}, например {to} вместо {from}. Все они в inventory-names-to-come.csv; если нужно другое имя, дайте его объекту заранее.',

  'renamed-cut': '{from} станет {to}: простое имя занято, а вместе с именем домена оно обрезано до {limit} символов.',
  'renamed-too-long': '{from} станет {to}: перед знаком @ может быть не больше {limit} символов.',
  'renamed-characters': '{from} станет {to}: в таком написании службы это имя не принимают.',
  'renamed-reserved': '{from} станет {to}: простое имя из тех, по которым узнают владельца домена.',
  'no-room-for-address':
    'У {name} адресов: {count}, а больше {limit} нельзя. Уберите один ненужный, чтобы поместился {to}.',

  'mailbox-synced':
    '{name} управляется локальной службой каталогов: адреса в облаке изменить нельзя. Сначала переведите под управление облака.',
  'mailbox-without-primary': 'У {name} нет основного адреса, из которого можно взять имя.',
  'addresses-collide':
    'Из-за совпадений {count, plural, one {переименован # адрес} few {переименованы # адреса} many {переименованы # адресов} other {переименованы # адреса}}, как показано в плане.',
  'address-renamed': '{from} получит {to}: простое имя занято.',
  'routing-address-missing': 'У {name} нет адреса {address}.',
  'routing-address-still-there': 'У {name} всё ещё есть адрес {address}.',
  'routing-addresses-removed': 'Добавленные адреса снова сняты: {count, number}.',
  'mailbox-appeared-without-routing-address':
    'У {name} нет адреса на исходном домене, и в плане его не было: составьте план заново.',
  'routing-addresses-complete':
    'Все ящики, о которых шла речь, доступны на исходном домене; всего ящиков: {count, number}.',

  // create-destination-objects
  'objects-by-hand':
    'В ответе сказано, где лежит сопоставление, и бот его не читает: кого ещё нет, создаёт администратор целевого тенанта по этой таблице.',
  'contact-without-address':
    '{source} — контакт без внешнего адреса, поэтому создать {address} нельзя. Исправьте его в исходном тенанте или ответьте на вопрос «Кто переезжает» ещё раз.',
  'groups-in-circle':
    '{name} и {child} входят друг в друга ({round}): {child} в {name} не добавляется. Добавьте вручную, если это нужно, или разорвите круг в исходном тенанте.',
  'list-without':
    '{name} создаётся без {count, plural, one {# участника или владельца, которого} few {# участников или владельцев, которых} many {# участников или владельцев, которых} other {# участников или владельцев, которых}} нет в целевом тенанте: {names}{count, plural, =1 {} =2 {} =3 {} =4 {} =5 {} other {, …}}.',
  'filter-as-it-is':
    '{name} доставляет письма тем, кого находит фильтр, и фильтр переносится как есть: проверьте, тех же ли людей он находит в целевом тенанте.',
  'objects-matched':
    'По сопоставлению уже {count, plural, one {есть # объект} few {есть # объекта} many {есть # объектов} other {есть # объекта}}; их никто не трогает.',
  'objects-made-before':
    '{count, plural, one {# объект создан} few {# объекта созданы} many {# объектов созданы} other {# объекта созданы}} этим шагом раньше и отвечают плану.',
  'left-out-guest-account':
    '{name} ({address}) — гость, учётная запись которого должна стать внутренней: администратор целевого тенанта преобразует её в центре администрирования Entra (Users, гость, «Convert to internal user») и выдаёт лицензию.',
  'left-out-made-by-hand':
    '{name} ({address}, {kind}): объекты этого вида бот не создаёт; {target} администратор целевого тенанта создаёт вручную.',
  'left-out-group-by-rule':
    '{name} ({address}) заполняется правилом каталога исходного тенанта: {target} администратор целевого тенанта создаёт там с подходящим правилом.',
  'groups-without-content':
    'В целевом тенанте {count, plural, one {для # группы} few {для # групп} many {для # групп} other {для # групп}} Microsoft 365 создаются имя, участники и адреса. Файлы, переписка, планы и каналы остаются на месте{teams, plural, =0 {} one {; у одной есть команда в Microsoft Teams: {names}} few {; у # есть команды в Microsoft Teams: {names}{teams, plural, =2 {} =3 {} =4 {} other {}}} many {; у # есть команды в Microsoft Teams: {names}{teams, plural, =5 {} other {, …}}} other {; у # есть команды в Microsoft Teams: {names}}}.',
  'group-without-owner':
    'Никого из владельцев {name} в целевом тенанте нет: у группы там не будет владельца, пока его не назначат.',
  'left-out-source-gone':
    '{name} ({address}): в исходном тенанте этого объекта больше нет, поэтому ничего не создаётся. Ответьте на вопрос «Кто переезжает» ещё раз.',
  'made-without-licence':
    '{count, plural, one {# человеку} few {# людям} many {# людям} other {# людям}} сопоставление не даёт лицензии ({names}{count, plural, =1 {} =2 {} =3 {} =4 {} =5 {} other {, …}}): ящик появится, когда её даст группа или администратор. Тогда спланируйте этот шаг ещё раз, чтобы ответы на старые письма доходили.',
  'made-for-earlier-mapping':
    '{name}: объект создан для сопоставления, которое больше не действует. Сам он никуда не денется: удалите его в целевом тенанте или отмените этот шаг.',
  'target-taken':
    'Адрес {address}, предназначенный для {source}, занят: {name} ({kind}). Ответьте на вопрос «Кто переезжает» ещё раз: в строке назовите этот объект (действие «same») или другой адрес.',
  'nickname-taken':
    '{address}, предназначенный для {source}: часть до @ в целевом тенанте уже у группы Microsoft 365 {name}, в другом домене, а двух таких быть не может. Ответьте на вопрос «Кто переезжает» ещё раз, с другим адресом.',
  'target-held':
    'Адрес {address}, предназначенный для {source}, держит {name} — {why, select, deleted {удалённый объект, который хранит адреса 30 дней: восстановите его или удалите окончательно} user {учётная запись без ящика: дайте ей лицензию и назовите в сопоставлении (действие «same») или переименуйте} other {общая папка: снимите с неё адрес}}. Или ответьте на вопрос «Кто переезжает» ещё раз, с другим адресом.',
  'target-refused':
    '{address}, предназначенный для {source}: {why, select, reserved {это имя службы оставляют за собой} other {такого имени перед @ службы не принимают{fits, select, none {} other {; подойдёт {fits}}}}}. Ответьте на вопрос «Кто переезжает» ещё раз, с другим адресом.',
  'target-domain':
    '{address}, предназначенный для {source}: {domain} — не подтверждённый домен целевого тенанта. Подтвердите его там или ответьте на вопрос «Кто переезжает» ещё раз, с другим адресом.',
  'no-usage-location':
    'У {source} не задано расположение (usage location), а без него лицензию не выдать. Задайте его в исходном тенанте (центр администрирования Microsoft 365, пользователь, лицензии, расположение, или Update-MgUser -UsageLocation) и спланируйте ещё раз.',
  'licence-gone':
    '{address}, предназначенный для {source}: лицензии {licence} в целевом тенанте больше нет. Купите её или ответьте на вопрос «Кто переезжает» ещё раз, с другой лицензией.',
  'licences-short':
    '{licence}: {left, plural, =0 {свободных нет} one {свободна #} few {свободны #} many {свободно #} other {свободно #}}, а выдать нужно {count, number}. Купите ещё {missing, number}, освободите занятые или ответьте на вопрос «Кто переезжает» ещё раз.',
  'mailbox-does-not-come':
    'У {name} есть лицензия, а ящик не появился за сутки. Посмотрите в центре администрирования Microsoft 365 (пользователь, «Почта», «Лицензии и приложения»), нет ли у лицензии ошибки и входит ли в неё Exchange Online; затем спланируйте ещё раз.',
  'object-not-as-planned': '{name}: пока не так, как запланировано.',
  'target-of-other-kind':
    '{target}, предназначенный для {name} ({address}), в целевом тенанте другого вида: {kind}. Ответьте на вопрос «Кто переезжает» ещё раз или измените его там.',
  'mailbox-not-there-yet': 'У {target}, предназначенного для {name} ({address}), есть учётная запись, а ящика ещё нет.',
  'mailbox-without-licence':
    'У {target}, предназначенного для {name} ({address}), есть учётная запись, а лицензии в сопоставлении нет: дайте её в целевом тенанте, напрямую или группой, и пусть бот посмотрит ещё раз; или примите, что ящик появится позже.',
  'target-not-there': 'Объекта {target}, предназначенного для {name} ({address}), в целевом тенанте ещё нет.',
  'objects-there':
    'Прочитано в целевом тенанте: {count, plural, one {# цель} few {все # цели} many {все # целей} other {все # цели}} версии {version, number} на месте, у каждой есть ящик или группа; {matched, number} из них были и раньше.',
  'made-not-known':
    'Неизвестно, под каким идентификатором создан {name} и создан ли он вообще. Посмотрите в целевом тенанте и удалите его, если им никто не пользуется.',
  'made-still-there': '{name}: объект всё ещё в целевом тенанте или в одной из его корзин.',
  'groups-in-bin':
    '{count, plural, one {# группа} few {# группы} many {# групп} other {# группы}} Microsoft 365, созданные этим шагом, 30 дней лежат в корзине целевого тенанта вместе со всем, что кто-то положил на их сайты.',
  'made-gone':
    'Прочитано в целевом тенанте: {count, plural, one {# объекта, созданного} few {# объектов, созданных} many {# объектов, созданных} other {# объектов, созданных}} этим шагом, больше нет, и в корзинах тоже.',

  // Что открывают средству миграции и забирают
  'mover-unknown':
    'Ещё никто не сказал, под чьим именем входит средство миграции: ответьте на шаг «Как входит средство миграции» и проверьте снова.',
  'mover-by-graph': 'Средство миграции работает через Graph: переключатели и списки EWS его не касаются.',
  'ews-is-gone':
    'EWS нет с {date}, и обратно его ничто не включит. Средству миграции нужен Graph или другой путь, который назовёт поставщик.',
  'ews-ends-before-the-last-pass':
    'EWS исчезнет {date}, через {days, plural, one {# день} few {# дня} many {# дней} other {# дня}}, а последний проход после T придётся позже. Выберите T раньше или спросите поставщика о другом пути.',
  'ews-lasts':
    'EWS исчезнет {date}, через {days, plural, one {# день} few {# дня} many {# дней} other {# дня}}. Всё, что средство миграции берёт через него, оно успеет взять до этого.',
  'ews-open': '{side, select, source {Исходный} other {Целевой}} тенант впускает приложение {app} через EWS.',
  'ews-closed':
    '{side, select, source {Исходный} other {Целевой}} тенант не впускает приложение {app}: {door, select, off {EWS выключен} unset {EwsEnabled никто не задал, и Microsoft выключает EWS} empty {EWS включён, но EwsAllowedAppIDs пуст, а это запрет для всех} other {в EwsAllowedAppIDs названы только другие}}. Следующий шаг это откроет.',
  'ews-off-for-mailboxes':
    '{side, select, source {В исходном} other {В целевом}} тенанте EWS выключен у переезжающих ящиков: {count, plural, =1 {одного, это {name}} other {#, например у {name}}}. Следующий шаг это откроет.',
  'lets-in-by-user-agent':
    '{side, select, source {В исходном} other {В целевом}} тенанте{of, select, organization {} other { у переезжающих ящиков ({mailboxes, number}, например у {name})}} программы {policy, select, allow {впускают} other {не впускают}} по имени, которым они сами себя называют ({list}), и Graph подчиняется этому списку так же, как EWS. Узнайте это имя у поставщика; если оно не проходит, измените EwsApplicationAccessPolicy.',
  'ews-not-for-frontline':
    '{side, select, source {В исходном} other {В целевом}} тенанте только лицензия для линейного персонала (F1, F3, Kiosk) {count, plural, =1 {у {name}} one {у # человека, например у {name}} few {у # человек, например у {name}} many {у # человек, например у {name}} other {у # человека, например у {name}}}, а с ней Microsoft закрыл EWS с июня 2026 года. Дайте на время переезда другую лицензию или спросите поставщика о другом пути.',
  'ews-open-on-both-sides': 'Оба тенанта уже впускают средство миграции: открывать нечего.',
  'ews-open-until':
    'Вступает в силу не сразу: до {hours, number} ч, и только до {date}, когда Microsoft закроет EWS совсем.',
  'ews-for-listed-only':
    '{side, select, source {В исходном} other {В целевом}} тенанте EwsEnabled никто не задал, и сегодня через EWS может войти любое приложение. После этого войдут только приложения из списка: средство миграции{others, plural, =0 { и больше никто} other { и ещё #}}. Прежде чем одобрять, узнайте, кто ещё там работает через EWS.',
  'ews-not-obeyed-yet':
    'Записано и прочитано обратно. Серверы подчинятся не позже {until} UTC; до тех пор часть из них может не впускать средство миграции.',
  'ews-opened':
    'Открыто и прочитано обратно, изменений: {count, number}. 24 часа, о которых говорит Microsoft, прошли.',
  'ews-as-before':
    'Всё как прежде и прочитано обратно, изменений: {count, number}. Серверы подчинятся в течение 24 часов.',
  'ews-still-closed':
    '{side, select, source {Исходный} other {Целевой}} тенант не впускает приложение {app} через EWS ({door, select, off {выключен} unset {не задан} empty {список пуст} other {нет в списке}}): составьте заново план шага «Открыть путь для миграции».',
  'ews-off-for-mailbox': 'У {name} выключен EWS: составьте заново план шага «Открыть путь для миграции».',
  'mover-needs-no-grant':
    'Средство миграции входит с разрешением своего приложения на все ящики: права на отдельные ящики никому не нужны.',
  'no-mapping-here':
    'Сопоставление здесь не закреплено, и какие это ящики, сказать некому: ответьте на шаг «Кто переезжает и куда» самой таблицей, а не местом, где она лежит.',
  'no-mover-account':
    'Учётная запись средства миграции {side, select, source {в исходном} other {в целевом}} тенанте не названа: добавьте её в PROTECTED_ACCOUNTS ({side}:mover:запись), чтобы массовые изменения её не трогали, и перезапустите бота.',
  'mover-account-blocked':
    '{account} не может войти {side, select, source {в исходный} other {в целевой}} тенант: разблокируйте запись и составьте план заново.',
  'left-out-no-mailbox':
    '{name}: ящика с адресом {address} ещё нет, выдать право не на что. Когда он появится, составьте план заново.',
  'access-wanted-no-more':
    '{name}: записи миграции дан полный доступ, а по действующему сопоставлению этот ящик больше не переезжает. Доступ снимает шаг 95; если снять его нужно уже сейчас, отмените этот шаг и запланируйте его заново.',
  'left-out-has-access':
    '{account} уже имеет полный доступ к {name}: это право останется и тогда, когда доступ миграции снимут.',
  'right-unseen': 'Есть ли у {account} доступ к {name}, увидеть не удалось: {text}',
  'right-denied':
    '{account} прямо запрещён доступ к {name}, а запрет сильнее любого разрешения: уберите эту запись (Remove-MailboxPermission -Deny) и составьте план заново.',
  'full-access-missing': 'У {account} нет полного доступа к {name}: составьте план выдачи заново.',
  'full-access-complete':
    '{side, select, source {В исходном} other {В целевом}} тенанте запись миграции открывает все переезжающие ящики ({mailboxes, number}). Наших прав среди них {count, number}: они записаны, чтобы снять их в конце.',
  'full-access-taken':
    '{side, select, source {В исходном} other {В целевом}} тенанте сняты все выданные нами права: {count, number}.',
  'access-unseen': 'Как обстоит дело с {name}, увидеть не удалось: {text}',
  'access-not-as-wanted':
    '{kind, select, organization {Переключатель EWS и его список в {name} не такие, как записано} other {{name}: не так, как записано}}.',
  'no-mailbox-to-open':
    '{side, select, source {В исходном} other {В целевом}} тенанте ещё нет ни одного ящика из сопоставления: проверьте снова, когда они появятся.',
  'mailbox-does-not-open': '{name} не открылся: {text}',
  'sample-answers':
    '{side, select, source {В исходном} other {В целевом}} тенанте боту открылись ящики вместе с папками ({count, number}), и ничто из видимого в тенанте не мешает средству миграции: {names}.',
  'not-opened-as-the-mover':
    'От имени средства миграции их откроет только оно само: его секрет боту неизвестен. {as, select, application {Запустите Verify Credentials в проекте миграции} other {Запустите Verify Credentials в проекте миграции или войдите её записью и откройте outlook.office.com/mail/ с адресом}} ({side, select, source {исходный} other {целевой}} тенант, ящиков {count, number}): {names}. Потом скажите здесь, что открылось.',
  'left-out-closed-already': '{name}: всё как было до прихода средства миграции, забирать нечего.',
  'left-out-changed-since': '{name}: с тех пор это изменил кто-то другой, оставляем как есть.',
  'ews-for-nobody':
    'В {name} список приложений станет пустым при включённом EWS, как его кто-то оставил: через EWS тогда не войдёт никто.',
  'mover-access-taken':
    'Всё, что открыли средству миграции, снова закрыто и прочитано обратно: {count, number}. То, что у него было раньше, не тронуто.',
  'mover-access-given-back': 'Доступ у средства миграции снова есть и прочитан обратно: {count, number}.',

  'backup-complete': 'Копия полная: Exchange тоже насчитал столько ящиков — {counted, number}.',
  'backup-count-differs':
    'В копии ящиков: {mailboxes, number}, а Exchange насчитал {counted, number}. Снимите копию ещё раз.',

  'snapshot-stored':
    '{of, select, contacts {{count, plural, =0 {Сохранено, что почтовых контактов нет} other {Сохранены почтовые контакты: {count, number}}}} forwards {Сохранена пересылка ящиков: {count, number}} mailboxes {Сохранены имена, адреса и пересылка пользователей и ящиков: {count, number}} rights {Сохранены права на ящики и на папки, к которым пускают других; ящиков: {count, number}} other {{count, plural, =0 {Сохранено, что групп нет} other {Сохранены группы: {count, number}}}}} (содержимое {hash}).',
  'snapshot-as-before': 'Со снимка от {since} ничего не изменилось.',
  'snapshot-differs':
    'Со снимка от {since}{changed, plural, =0 {} other { · изменено — {changed, number}}}{appeared, plural, =0 {} other { · добавлено — {appeared, number}}}{gone, plural, =0 {} other { · исчезло — {gone, number}}}. В списке рядом — каждое свойство, было и стало.',
  'snapshot-changed-by-step':
    'Шаг «{writtenBy}»{way, select, undo { (отмена)} other {}} {at, select, none {(в работе)} other {({at})}}: {names}.',
  'snapshot-changed-by-others':
    'Кто-то другой, не шаг этой миграции: {names}. Кто возвращает что-то вручную, берёт новейший снимок.',
  'snapshot-contacts-moving':
    '{count, plural, =0 {Контактов на {domains} нет.} other {Контактов на {domains}: {count, number}. Ночью их удалят, при возврате создадут заново.}}',
  'snapshot-forwards-on':
    '{count, plural, =0 {Ни один ящик не пересылает почту.} other {Ящиков с пересылкой: {count, number}.}} Пересылки через правила для входящих в этот снимок не входят.',
  'snapshot-members-kept':
    'Участий в группах: {count, number}, групп: {groups, number}. Владельцы, ограничения доставки, модерация и фильтры сохранены так, как их показывает Exchange.',
  'snapshot-members-unread':
    'Состав не прочитан целиком, или группа тем временем исчезла. Таких групп: {count, number}. Это {names}. Сделайте снимок ещё раз.',
  'snapshot-calendars-kept':
    'Календарей, к которым пускают других, {calendars, number}; в снимке все ящики ({mailboxes, number}), и каждая папка под тем именем, которое у неё там. Права на папки, которые владельцы завели сами, есть только у календарей.',
  'snapshot-rights-unread': 'Не всё удалось увидеть у ящиков: {count, number}. Это {names}. Сделайте снимок ещё раз.',

  'other-holders-listed':
    'Адреса на {domains} здесь держат и другие{contacts, plural, =0 {} other { · контакты — {contacts, number}}}{others, plural, =0 {} other { · другие объекты — {others, number}}}{deleted, plural, =0 {} other { · удалённые объекты — {deleted, number}}}. В списке сказано, кто и когда освободит каждый адрес{deleted, plural, =0 {.} other {; удалённое нужно стереть окончательно.}}',
  'operator-holds-address':
    '{name} есть в списке участников или под защитой и держит здесь {address}: решите с этим человеком, как освободить адрес. Ни один шаг его не отберёт.',

  'user-synced':
    '{name} управляется локальной службой каталогов: имя для входа в облаке изменить нельзя. Сначала переведите пользователя под управление облака.',
  'external-recipient-limit':
    'С этого момента и до конца переезда домена вся организация может писать не более чем {limit, number} внешним получателям за {hours, number} ч: Microsoft ограничивает почту с исходных доменов.',
  'names-collide':
    'Из-за совпадений {count, plural, one {переименован # пользователь} few {переименованы # пользователя} many {переименованы # пользователей} other {переименованы # пользователя}}, как показано в плане.',
  'name-renamed': '{from} станет {to}: простое имя занято.',
  'names-stay-on-moving-domain':
    'На переезжающих доменах {count, plural, one {остаётся # имя} few {остаются # имени} many {остаются # имён} other {остаются # имени}} для входа: по каждому нужно решение человека, иначе домен не отпустят.',
  'mailbox-gone': 'У {name} был почтовый ящик, теперь его нет: адреса вернуть не удалось.',
  'user-gone': '{name}: такого пользователя в каталоге больше нет.',
  'name-not-as-planned': 'Имя для входа — {present}, по плану — {wanted}.',
  'exchange-not-followed': 'Exchange всё ещё показывает {present} вместо {wanted}.',
  'addresses-not-as-before': 'У {name} не те адреса, что были раньше.',
  'name-appeared-on-moving-domain': '{name} на переезжающем домене, а в плане его не было: составьте план заново.',
  'names-off-moving-domains':
    'Изменено имён для входа: {count, number}; проверено пользователей: {users, number}, из тех, о ком шла речь, на переезжающих доменах никого{staying, plural, =0 {} other {, намеренно оставлено: #}}.',
  'names-restored': 'Имена для входа возвращены ({count, number}), и адреса вместе с ними.',

  'initial-domain-missing': 'Среди подтверждённых доменов тенанта нет {domain}: исправьте настройки.',
  'default-domain-unclear':
    'Каталог сейчас называет {count, plural, =0 {ни одного домена} one {# домен} few {# домена} many {# доменов} other {# домена}} по умолчанию: через минуту составьте план заново.',
  'default-domain-as-planned': 'Домен по умолчанию — {domain}.',
  'default-domain-not-as-planned': 'Домен по умолчанию — {present}, по плану — {wanted}.',

  'mailbox-without-initial-address':
    'Основной адрес {name} — на переезжающем домене, а в начальном нет адреса, который мог бы его заменить: сначала добавьте такой адрес.',
  'group-synced':
    'Группа {name} управляется локальной службой каталогов: адреса в облаке изменить нельзя. Сначала переведите под управление облака.',
  'group-primary-not-moved':
    'Основной адрес группы {name} всё ещё на переезжающем домене: сначала перенесите его в начальный.',
  'address-still-on-moving-domain': 'У {name} всё ещё есть {address}.',
  'address-lost': 'У {name} пропал адрес {address}, а он должен был остаться.',
  'address-appeared-on-moving-domain': 'У {name} есть {address}, а в плане его не было: составьте план заново.',
  'address-holder-gone':
    '{name}: объекта больше нет, хотя план этого не предполагал. Удалённый объект может и дальше занимать свои адреса.',
  'addresses-restored': 'Прежние адреса возвращены; списков: {count, number}.',
  'mailboxes-off-moving-domains':
    'С переезжающих доменов снято ящиков: {count, number}; проверено: {recipients, number}, из тех, о ком шла речь, там никого{staying, plural, =0 {} other {, намеренно оставлено: #}}.',
  'groups-off-moving-domains':
    'С переезжающих доменов снято групп: {count, number}; проверено: {recipients, number}, {staying, plural, =0 {там не осталось ни одной} other {осталось там: #}}.',
  'm365-groups-off-moving-domains':
    'С переезжающих доменов снято групп Microsoft 365: {count, number}; проверено: {recipients, number}, {staying, plural, =0 {там не осталось ни одной} other {осталось там: #}}.',

  'no-addresses-taken':
    'Этой ночью с {of, select, mailboxes {ящиков} other {групп}} исходного тенанта не сняли ни одного адреса в переезжающих доменах: раздавать здесь нечего.',
  'addresses-to-give':
    '{of, select, mailboxes {Ящиков} other {Групп}} исходного тенанта с адресами в {domains}: {count, number}, адресов: {addresses, number}. Каждый адрес получает один ящик или одна группа здесь, адреса одного объекта остаются вместе.',
  'addresses-to-give-as-mapped':
    '{of, select, mailboxes {Ящиков} other {Групп}} исходного тенанта с адресами в {domains}: {count, number}, адресов: {addresses, number}. Каждый адрес получает тот объект здесь, который назван в таблице, — см. список при карточке.{unnamed, plural, =0 {} other { В таблице нет {unnamed, number} из них: адреса каждого остаются вместе на одном объекте.}}',
  'addresses-in-no-row':
    'Ни в одной строке сопоставления нет: {names}. Скажите, кто получает {count, plural, one {его адреса} few {их адреса} many {их адреса} other {их адреса}}, пока на них не пошли письма.',
  'addresses-stay-behind':
    '{of, select, mailboxes {Ящиков, которые} other {Групп, которые}} по таблице остаются: {count, number}. Их адреса в переезжающих доменах ({addresses, number}) здесь не получает никто, и почта на них не принимается.',
  'destination-address-missing':
    '{name}: {count, plural, one {{addresses} здесь никто не держит} few {# адреса здесь никто не держит, например {addresses}} other {# адресов здесь никто не держит, например {addresses}}}.',
  'destination-address-owed':
    '{name}: {count, plural, one {{addresses} здесь никто не держит, он положен} few {# адреса (например {addresses}) здесь никто не держит, они положены} other {# адресов (например {addresses}) здесь никто не держит, они положены}} объекту {to}.',
  'destination-address-elsewhere':
    '{name}: {count, plural, one {{addresses} стоит здесь на {holders}, а по таблице положен} few {# адреса (например {addresses}) стоят здесь на {holders}, а по таблице положены} other {# адресов (например {addresses}) стоят здесь на {holders}, а по таблице положены}} объекту {to}.',
  'destination-address-held-by-other':
    '{address} держит {holder}, {kind, select, contact {это контакт} guest {это гость} mailUser {это почтовый пользователь} publicFolder {это общая папка} other {это не ящик и не группа}}: пока он занят, никто другой его не получит.',
  'destination-addresses-apart':
    '{name}: адреса разошлись здесь по объектам ({count, number}: {holders}), а должны стоять на одном.',
  'destination-addresses-held':
    'Прочитано в Exchange: адресов {of, select, mailboxes {ящиков} other {групп}} исходного тенанта — {addresses, number} (объектов: {count, number}), каждый держит один ящик или одна группа здесь, адреса одного объекта вместе. Всего объектов с адресами в переезжающих доменах здесь: {recipients, number}.',
  'destination-addresses-gone':
    'Прочитано в Exchange: {of, select, mailboxes {ни один ящик} other {ни одна группа}} здесь не держит адресов в {domains}.',
  'primaries-to-set':
    '{of, select, mailboxes {Ящиков} other {Групп}} исходного тенанта с основным адресом в {domains}: {count, number}. У того, кто держит такой адрес здесь, он становится основным.',
  'destination-primary-differs': 'У {name} основной адрес {present}, а в исходном тенанте был {wanted}.',
  'destination-primaries-set':
    'Прочитано в Exchange: бывший основной адрес {of, select, mailboxes {ящика} other {группы}} снова основной у всех, кто его держит: {count, number}.',
  'destination-primary-stays': 'У {name} всё ещё основной адрес {present}.',
  'destination-primaries-back':
    'Прочитано в Exchange: {of, select, mailboxes {ни у одного ящика} other {ни у одной группы}} здесь нет основного адреса в {domains}.',

  'no-forwards-to-moving-domains':
    'Прочитано в Exchange: ящиков здесь — {mailboxes, number}, ни один не пересылает на адреса в {domains}. На правила в ящиках бот не смотрел.',
  'forwards-to-remove': 'На адреса в {domains} пересылают ящики: {count, number} из {mailboxes, number}.',
  'forward-to-moving-domain': '{name} пересылает на {address}.',
  'forward-not-back': '{name} не пересылает на {address}, как раньше.',
  'forwards-back': 'Прочитано в Exchange: пересылка снова как раньше, ящиков: {count, number}.',
  'no-contacts-on-moving-domains':
    'Прочитано в Exchange: контактов здесь — {contacts, number}, ни у одного нет адреса в {domains}.',
  'contacts-to-remove': 'Контактов с адресом в {domains}: {count, number} из {contacts, number}.',
  'contact-on-moving-domain': 'У контакта {name} адрес {address}.',
  'contact-not-back': 'Контакта для {address} нет ({name}).',
  'contacts-back':
    'Прочитано в Exchange: контакты снова на месте ({count, number}). На группы, в которых они состояли, бот не смотрел.',
  'no-other-holders':
    'Прочитано в Exchange и каталоге: кроме ящиков, групп и контактов, адресов в {domains} здесь никто не держит{left, plural, =0 {} other {; учётных записей участников ночи, которые решают это сами: #}}.',
  'holders-to-clear':
    'Адреса в {domains} держат и другие объекты: {count, number}{left, plural, =0 {} other {; учётных записей участников ночи, которые решают это сами: #}}.',
  'holder-not-back': 'У {name} адрес {address} не вернулся.',
  'holders-back': 'Прочитано в Exchange и каталоге: адреса вернулись ко всем держателям: {count, number}.',

  'domains-managed': 'Прочитано в каталоге: {domains} — Managed, федеративных среди них нет.',
  'domains-federated': 'Прочитано в каталоге: {domains} — снова Federated.',
  'domain-federated': '{domain}: сегодня Federated.',
  'domain-type-differs': '{domain}: {present}, нужно {wanted}.',
  'domain-type-unseen': '{domain}: в тенанте его нет, и как входят люди, увидеть не удалось.',
  'nobody-synced':
    'Прочитано в каталоге: на переезжающих доменах пользователей — {users, number}, групп — {groups, number}, локальной службой каталогов не управляется никто.',
  'still-synced':
    '{name}: этим объектом всё ещё управляет локальная служба каталогов. Переведите его под управление облака и проверьте снова.',

  'group-primaries-moved':
    'Основной адрес в начальном домене, на переезжающих адресов нет; групп: {count, number}, проверено: {recipients, number}{staying, plural, =0 {} other {, с другим основным адресом, на потом: #}}.',

  // domain-blockers, no-dependencies-left
  'scan-recipients':
    '{seen, select, whole {Получатели и общие папки с почтой, по адресам: {count, plural, =0 {пусто} other {#, из них снимут следующие шаги — {byStep, number}, люди — {byPeople, number}}}.} other {Получатели и общие папки с почтой, по адресам: список не удалось прочитать целиком. {text}}}',
  'scan-deleted-mailboxes':
    '{seen, select, whole {Обратимо удалённые и неактивные ящики: {count, plural, =0 {пусто} other {#, из них снимут следующие шаги — {byStep, number}, люди — {byPeople, number}}}.} other {Обратимо удалённые и неактивные ящики: список не удалось прочитать целиком. {text}}}',
  'scan-users':
    '{seen, select, whole {Пользователи и гости: {count, plural, =0 {пусто} other {#, из них снимут следующие шаги — {byStep, number}, люди — {byPeople, number}}}.} other {Пользователи и гости: список не удалось прочитать целиком. {text}}}',
  'scan-deleted-users':
    '{seen, select, whole {Удалённые пользователи: {count, plural, =0 {пусто} other {#, из них снимут следующие шаги — {byStep, number}, люди — {byPeople, number}}}.} other {Удалённые пользователи: список не удалось прочитать целиком. {text}}}',
  'scan-groups':
    '{seen, select, whole {Группы: {count, plural, =0 {пусто} other {#, из них снимут следующие шаги — {byStep, number}, люди — {byPeople, number}}}.} other {Группы: список не удалось прочитать целиком. {text}}}',
  'scan-deleted-groups':
    '{seen, select, whole {Удалённые группы Microsoft 365: {count, plural, =0 {пусто} other {#, из них снимут следующие шаги — {byStep, number}, люди — {byPeople, number}}}.} other {Удалённые группы Microsoft 365: список не удалось прочитать целиком. {text}}}',
  'scan-contacts':
    '{seen, select, whole {Контакты: {count, plural, =0 {пусто} other {#, из них снимут следующие шаги — {byStep, number}, люди — {byPeople, number}}}.} other {Контакты: список не удалось прочитать целиком. {text}}}',
  'scan-applications':
    '{seen, select, whole {URI идентификаторов приложений: {count, plural, =0 {пусто} other {#, из них снимут следующие шаги — {byStep, number}, люди — {byPeople, number}}}.} other {URI идентификаторов приложений: список не удалось прочитать целиком. {text}}}',
  'scan-subdomains':
    '{seen, select, whole {Поддомены: {count, plural, =0 {пусто} other {#, из них снимут следующие шаги — {byStep, number}, люди — {byPeople, number}}}.} other {Поддомены: список не удалось прочитать целиком. {text}}}',
  'scan-references':
    '{seen, select, whole {Собственный список ссылок каталога: {count, plural, =0 {пусто} other {#, из них снимут следующие шаги — {byStep, number}, люди — {byPeople, number}}}.} other {Собственный список ссылок каталога: список не удалось прочитать целиком. {text}}}',
  'blocker-operator':
    '{name} — участник переезда или защищённая учётная запись: массовые изменения её не касаются, а она держит {domain} ({through}). Администратор тенанта разбирает её вручную: другое имя для входа, адреса снять.',
  'blocker-user':
    '{name} держит {domain} ({through}), и шага, который это снимет, нет. Администратор тенанта: для ящика — Set-Mailbox без этих адресов; без ящика — «Пользователи», «Управление именем пользователя и почтой»; для синхронизируемой записи — в локальном каталоге.',
  'blocker-guest':
    '{name} — гость с адресом на {domain} ({through}). Спросите того, кто его пригласил; затем администратор снимает адрес (Set-MailUser -EmailAddresses) или удаляет гостя, в том числе из корзины.',
  'blocker-recipient':
    '{name} — почтовый пользователь или другой получатель, которого шаги не меняют; держит {domain} ({through}). Администратор Exchange снимает адрес (Set-MailUser -EmailAddresses) или удаляет получателя.',
  'blocker-group':
    'Группа {name} держит {domain} ({through}), и шага, который это снимет, нет. Администратор Exchange снимает адрес (Set-DistributionGroup, Set-UnifiedGroup -EmailAddresses); у синхронизируемой группы — в локальном каталоге.',
  'blocker-contact':
    'Контакт {name} держит {domain} ({through}). Администратор Exchange снимает адрес (Set-MailContact -EmailAddresses) или удаляет контакт.',
  'blocker-public-folder':
    'Общая папка {name} получает почту на {domain} ({through}). Её владелец решает, куда эта почта пойдёт; затем администратор Exchange снимает адрес (Set-MailPublicFolder -EmailAddresses или Disable-MailPublicFolder).',
  'blocker-application':
    'Приложение {name} известно как {through} на {domain}. Его владелец меняет URI («Регистрация приложений», «Предоставление API») вместе с программами, которые к нему обращаются.',
  'blocker-subdomain':
    '{through} — поддомен {domain} и должен уйти первым. Администратор освобождает его и удаляет («Параметры», «Домены») либо добавляет к переезжающим доменам.',
  'blocker-deleted-user':
    '{name} — удалённый пользователь, за которым остаётся {through} на {domain}. Если учётная запись больше никому не нужна, администратор удаляет её окончательно (Entra, «Удалённые пользователи»). Отменить это нельзя.',
  'blocker-deleted-mailbox':
    'За удалённым ящиком {name} остаётся {through} на {domain}. С согласия того, кто отвечает за удержания, администратор Exchange снимает их и удаляет ящик окончательно (Remove-Mailbox -PermanentlyDelete). Отменить это нельзя.',
  'blocker-deleted-group':
    'За удалённой группой {name} остаётся {through} на {domain}. Администратор удаляет её окончательно сам (Entra, «Удалённые группы»): приложениям это не разрешено. Отменить это нельзя.',
  'blocker-reference':
    'По данным каталога, {name} ({through}) ссылается на {domain}, но другие поиски этого не нашли. Этот список отстаёт: посмотрите ещё раз через несколько минут. Если запись останется, администратор открывает объект в Entra по идентификатору.',

  'domain-held-by-dependants':
    '{object}: тенант не отпускает домен, он остаётся как был. {text} Посмотрите результаты поисков («Почему домен не отпускают?»), уберите названное и составьте план заново.',
  'domain-root-still-there':
    '{domain} снят и пока не добавлен снова: {root} там ещё подтверждён, и домен под ним стал бы подтверждённым сразу. Когда {root} уйдёт, составьте план заново.',
  'force-delete-refused':
    '{object}: тенант не принимает принудительное удаление, домен остаётся как был. {text} Уберите названное и составьте план заново.',
  'domain-held-elsewhere': 'Домен пока числится за другим тенантом: {text}.',
  'domain-there-already': 'Домен в тенанте уже есть: {text}.',
  'domain-proof-unseen-by-tenant': 'Тенант пока не видит запись TXT: {text}.',

  'domain-is-initial': '{domain} — исходный домен тенанта, он никуда не переезжает. Исправьте настройки.',
  'domain-is-default': '{domain} всё ещё домен по умолчанию: сначала сделайте таким исходный домен onmicrosoft.com.',
  'left-out-being-deleted': '{domain} уже удаляется: Microsoft приняла это раньше и выполняет.',
  'domain-comes-back-by-steps':
    '{domain} не вернуть одним шагом: шаги отката снова добавят, подтвердят и проверят его.',
  'domain-releasing':
    '{domain}: владельцем всё ещё числится {owner, select, source {исходный тенант} destination {целевой тенант} other {{owner}}}; после удаления прошло {time} ({looks, plural, one {# проверка} few {# проверки} many {# проверок} other {# проверки}}).',
  'domain-released':
    '{domain} свободен: каталог, Exchange и сервис входа забыли прежнего владельца{minutes, plural, =-1 {} other { (прошло {time})}}.',
  'domain-taken-elsewhere':
    '{domain} теперь принадлежит организации {owner} — это ни одна из двух компаний. Остановитесь и обратитесь в Microsoft.',
  'domain-not-as-planned':
    '{domain}: сейчас {present, select, absent {его нет} unverified {добавлен, не подтверждён} verified {подтверждён} other {удаляется}}, по плану — {wanted, select, absent {его нет} unverified {добавлен, не подтверждён} other {подтверждён}}.',

  'forced-not-seen-whole': 'Не удалось целиком прочитать, что ссылается на {domain}: {why}. Составьте план заново.',
  'forced-exchange-first':
    '{domain}: сначала должны освободить домен объекты Exchange ({count, number}), принудительное удаление их не трогает: {names}.',
  'forced-multi-tenant-application':
    '{domain}: его используют приложения для нескольких тенантов ({count, number}), с ними принудительное удаление невозможно: {names}. Сначала смените URI идентификаторов.',
  'forced-subdomains-first': '{domain}: сначала должны уйти поддомены ({count, number}): {names}.',
  'forced-too-many-references':
    '{domain}: ссылающихся объектов {count, number}, а принудительное удаление берёт не больше {limit, number}. Сначала разберите найденное поисками.',
  'forced-renames':
    '{domain}: всё, что ещё ссылается на домен ({count, plural, =0 {ничего не найдено} one {# объект} few {# объекта} many {# объектов} other {# объекта}}), Microsoft переименует на исходный домен. Учётные записи останутся включёнными.',
  'forced-names-stay':
    'Откат вернёт домены, но не имена, которые изменила Microsoft: их придётся восстановить вручную по резервной копии.',
  'force-delete-failed':
    'Microsoft начала удалять {domain} и не смогла; домен на месте. Посмотрите результаты поисков и составьте план заново.',

  'left-out-domain-added': '{domain} уже добавлен и не подтверждён.',
  'left-out-domain-verified': '{domain} уже подтверждён, как и нужно.',
  'left-out-verified-by-others':
    '{domain} уже подтверждён, но не ботом.{side, select, destination { При откате бот не уберёт его из целевого тенанта: это придётся сделать человеку в центре администрирования.} other {}}',
  'domain-verified-by-others':
    '{domain} подтверждён, но не ботом.{side, select, destination { При откате бот не уберёт его из целевого тенанта: это придётся сделать человеку в центре администрирования.} other {}}',
  'domain-verified-at-destination':
    '{domain} всё ещё подтверждён в целевом тенанте. Подтвердил его там не бот, поэтому откат его не убирает: удалите его в центре администрирования целевого тенанта и составьте план заново.',
  'domain-owned-elsewhere':
    '{domain} принадлежит организации {owner} — это ни одна из двух компаний: сначала выясните, кто это.',
  'adding-may-be-put-off':
    'Доменом {domain} пока владеет исходный тенант. Если целевой его ещё не примет, ничего страшного: шаг предложат снова, когда исходный тенант отпустит домен.',
  'adding-put-off': 'Целевой тенант не принимает {domain}, пока им владеет исходный: {text}',
  'domain-added': '{domain} добавлен в {side, select, source {исходный} other {целевой}} тенант; дальше — запись TXT.',
  'domain-gone': '{domain} больше нет в {side, select, source {исходном} other {целевом}} тенанте.',
  'domain-not-added':
    '{domain} не добавлен в {side, select, source {исходный} other {целевой}} тенант: начните с этого.',
  'domains-proved-already':
    'Все домены уже подтверждены в {side, select, source {исходном} other {целевом}} тенанте: записи не нужны.',

  'services-not-decided': 'Не решено, для каких служб нужен домен: сначала ответьте на вопрос о нужных службах.',
  'proof-not-published':
    '{domain}: записи TXT {value} нет на {servers}. Опубликуйте её и составьте план заново, иначе тенант откажет.',
  'proof-not-seen':
    '{domain}: серверы имён, которые не удалось спросить о записи TXT: {count, plural, =0 {все} other {#}}. Есть ли она, скажет тенант.',
  'domain-still-owned':
    'Домен {domain} пока числится за владельцем: {owner, select, source {исходный тенант} destination {целевой тенант} other {{owner}}}. Дождитесь освобождения и составьте план заново.',
  'domain-still-cached':
    '{domain} ещё есть в кешах прежнего владельца: тенант может какое-то время отказывать, бот спросит снова.',
  'domain-type-by-hand':
    'В Exchange у {domain} был тип {type}, а вернётся он как Authoritative. После этого: Set-AcceptedDomain {domain} -DomainType {type}.',
  'services-by-themselves':
    'За {domain} числились и службы {services}: задать их нельзя, Microsoft делает это сама. Проверьте потом.',
  'services-not-as-planned': 'Службы домена {domain}: {present}, по плану — {wanted}.',
  'exchange-does-not-accept-yet':
    '{domain} подтверждён, но Exchange в {side, select, source {исходном} other {целевом}} тенанте его ещё не обслуживает.',
  'discovery-does-not-answer-yet':
    '{domain} подтверждён, но сервис входа ещё не направляет его в {side, select, source {исходный} other {целевой}} тенант.',
  'records-not-known-yet':
    '{domain} подтверждён, но {side, select, source {исходный} other {целевой}} тенант ещё не сказал, какие записи DNS ему нужны.',
  'domain-claimed':
    '{domain} принадлежит {side, select, source {исходному} other {целевому}} тенанту; нужных ему записей DNS — {records, number}.',

  'name-servers-unknown':
    'Серверы имён зоны {name} найти не удалось. Если они не публичные, укажите их в DNS_AUTHORITATIVE.',
  'name-server-unseen': 'Спросить {server} о {name} не удалось: {why}.',
  'record-missing': 'На {server} ещё нет {type} {value} для {name}.',
  'record-still-there': 'На {server} всё ещё есть {type} {value} для {name}.',
  'record-published':
    '{type} {value} для {name} есть на {servers, plural, =1 {сервере имён} other {всех серверах имён (#)}}.',
  'record-removed':
    '{type} {value} для {name} больше нет {servers, plural, =1 {на сервере имён} other {ни на одном сервере имён (#)}}.',
  'nothing-synced': 'Учёт не нашёл ни одного пользователя и ни одной группы, синхронизируемых из локального каталога.',
  'registration-decided':
    'Решено, что регистрация {when, select, before {переносится до T} after {переносится после переключения} other {остаётся где есть}}.',
  // A mapping that was proposed, or handed in
  'mapping-proposed':
    'Предложение по обоим тенантам: {count, plural, one {# строка} few {# строки} many {# строк} other {# строки}}, {waves, plural, =0 {волн нет} one {# волна} few {# волны} many {# волн} other {# волны}} = {same, number} уже есть там{create, plural, =0 {} other { + # создать}}{replace, plural, =0 {} other { + # вместо контакта или почтового пользователя}}{guest, plural, =0 {} one { + # гость там} few { + # гостя там} many { + # гостей там} other { + # гостя там}}{leave, plural, =0 {} one { + # остаётся} other { + # остаются}}{open, plural, =0 {} one { + # решать людям} other { + # решать людям}}.',
  'mapping-mailboxes':
    'Ящиков в исходном тенанте: {count, number} = {move, plural, one {# переезжает} few {# переезжают} many {# переезжают} other {# переезжают}}{behind, plural, =0 {} one { + # остаётся по таблице} other { + # остаются по таблице}}{open, plural, =0 {} other { + # решать людям}}{elsewhere, plural, =0 {} other { + # без адреса в переезжающем домене, в таблице их нет}}{unmovable, plural, =0 {} other { + # такого вида, который ничто не переносит, в таблице их нет}}.',
  'mapping-by-name':
    '{count, plural, one {# пару связывает} few {# пары связывают} many {# пар связывает} other {# пары связывает}} только имя, или это переговорные, списки, группы либо общие ящики с именем, которое есть в обеих компаниях: прочтите эти строки («How sure»: name).',
  'mapping-by-id-alone':
    '{count, plural, one {# строка оставлена открытой} few {# строки оставлены открытыми} many {# строк оставлено открытыми} other {# строки оставлены открытыми}}: общий у двоих только табельный номер, а ни имя, ни часть адреса до «@» не совпадают, например {name} и {other} ({address}), у обоих {id}. Один ли это человек, знают только люди.',
  'mapping-licences-unseen':
    'Боту не видно, сколько лицензий осталось в целевом тенанте (LicenseAssignment.Read.All), и хватит ли их, никто не проверяет.',
  'mapping-to-decide':
    'Принять предложение как есть нельзя: {rows, plural, one {в # строке ответ знают} few {в # строках ответ знают} many {в # строках ответ знают} other {в # строки ответ знают}} только люди. Возьмите mapping-proposal.xlsx, заполните их и передайте файл.',
  'mapping-refused':
    'Таблица не принята: {faults, plural, one {# ошибка} few {# ошибки} many {# ошибок} other {# ошибки}}, строк с ошибками — {rows, number} из {count, number}. Исправьте mapping-faults.xlsx, где каждая названа рядом со строкой, и передайте его.',
  'mapping-as-proposed':
    'По сравнению с предложением бота: у всех, кто переезжает, та же цель, что в предложении, или своя там, где в нём её нет{rows, plural, =0 {} one {. # строка отличается другим: mapping-against-proposal.xlsx} few {. # строки отличаются другим: mapping-against-proposal.xlsx} many {. # строк отличаются другим: mapping-against-proposal.xlsx} other {. # строки отличаются другим: mapping-against-proposal.xlsx}}.',
  'mapping-against-proposal':
    'По сравнению с предложением бота {count, plural, one {у # строки другая цель} few {у # строк другая цель} many {у # строк другая цель} other {у # строки другая цель}}{crossed, plural, =0 {} one {: # перепутана и получает чужое} few {: # перепутаны и получают чужое} many {: # перепутаны и получают чужое} other {: # перепутаны и получают чужое}}{apart, plural, =0 {} one {; в # двое похожи на разных людей} few {; в # двое похожи на разных людей} many {; в # двое похожи на разных людей} other {; в # двое похожи на разных людей}}{others, plural, =0 {} one {; ещё # ведёт не туда} few {; ещё # ведут не туда} many {; ещё # ведут не туда} other {; ещё # ведут не туда}}. В mapping-against-proposal.xlsx каждая: предложение рядом с таблицей. {decided, select, yes {Отмечено, что так и задумано.} other {Исправьте таблицу или отметьте, что так и задумано.}}',
  'mapping-further-stand-ins':
    'Кроме того, что уступает место по своей строке, в целевом тенанте {count, plural, one {ещё # объект стоит} few {ещё # объекта стоят} many {ещё # объектов стоят} other {ещё # объекта стоят}} за тех, кто переезжает, например {name} ({kind}) за {source}: сам он никуда не денется и держит адрес. Сначала удалите его там.',
  'mapping-columns-unread':
    '{count, plural, one {# столбец никто не читает} few {# столбца никто не читает} many {# столбцов никто не читает} other {# столбца никто не читает}}: {columns}. Нужное из них поставьте под заголовок из предложения (например, «Wave» или «Licence»).',
  'mapping-sheets-unread':
    'Читается только первый нескрытый лист, а строки есть ещё на {count, plural, one {# листе} few {# листах} many {# листах} other {# листах}}: {sheets}. Перенесите все строки на первый.',
  'mapping-ready':
    'Проверена каждая строка: {rows, plural, one {# строка} few {# строки} many {# строк} other {# строки}} = {mailboxes, plural, one {переезжает # ящик} few {переезжают # ящика} many {переезжают # ящиков} other {переезжают # ящика}}{groups, plural, =0 {} one { + # группа} few { + # группы} many { + # групп} other { + # группы}}{others, plural, =0 {} one { + # контакт или почтовый пользователь} few { + # контакта и почтовых пользователя} many { + # контактов и почтовых пользователей} other { + # контакта и почтовых пользователя}}{behind, plural, =0 {} one { + # остаётся} other { + # остаются}}. {decided, select, yes {Это} other {С вашим ответом это}} версия {version, number} ({hash}).',
  'mapping-differs':
    'Проверена каждая строка: {rows, plural, one {# строка} few {# строки} many {# строк} other {# строки}} = {mailboxes, plural, one {переезжает # ящик} few {переезжают # ящика} many {переезжают # ящиков} other {переезжают # ящика}}{groups, plural, =0 {} one { + # группа} few { + # группы} many { + # групп} other { + # группы}}{others, plural, =0 {} one { + # контакт или почтовый пользователь} few { + # контакта и почтовых пользователя} many { + # контактов и почтовых пользователей} other { + # контакта и почтовых пользователя}}{behind, plural, =0 {} one { + # остаётся} other { + # остаются}}. По сравнению с версией {before, number}: добавлено — {added, number}, убрано — {removed, number}, изменено — {changed, number}. {decided, select, yes {Это} other {С вашим ответом это}} версия {version, number} ({hash}).',
  'mapping-as-before':
    'Проверена каждая строка: {rows, plural, one {# строка} few {# строки} many {# строк} other {# строки}} = {mailboxes, plural, one {переезжает # ящик} few {переезжают # ящика} many {переезжают # ящиков} other {переезжают # ящика}}{groups, plural, =0 {} one { + # группа} few { + # группы} many { + # групп} other { + # группы}}{others, plural, =0 {} one { + # контакт или почтовый пользователь} few { + # контакта и почтовых пользователя} many { + # контактов и почтовых пользователей} other { + # контакта и почтовых пользователя}}{behind, plural, =0 {} one { + # остаётся} other { + # остаются}}. Решено в ней то же, что в версии {version, number} ({hash}).',
  'mapping-stays-behind':
    '{count, plural, one {Остаётся # объект} few {Остаются # объекта} many {Остаются # объектов} other {Остаются # объекта}} и ночью {count, plural, one {теряет адреса} other {теряют адреса}} в переезжающих доменах: {names}{more, plural, =0 {} other { и ещё {more, number}}}.',
  'mapping-without-licence':
    '{count, plural, one {У # человека} few {У # человек} many {У # человек} other {У # человека}} в сопоставлении нет лицензии, и ящика не будет, пока её не даст группа или администратор: {names}{more, plural, =0 {} other { и ещё {more, number}}}.',
  'mapping-kept-elsewhere':
    'В ответе сказано, где лежит сопоставление, и бот его не читает: кто пришёл или ушёл, замечают люди.',
  'loses-addresses-in-no-row':
    '{count, plural, one {# из них нет} few {# из них нет} many {# из них нет} other {# из них нет}} ни в одной строке сопоставления (версия {version, number}) — например, кто появился позже: {names}. В целевом тенанте никто не получит их адреса ({addresses, number}), и почту на них не примут. Сначала ответьте на вопрос «Кто переезжает» ещё раз, со строкой для каждого, или продолжайте, зная это.',
  'loses-addresses-behind':
    '{count, plural, one {# из них остаётся} few {# из них остаются} many {# из них остаются} other {# из них остаются}} по сопоставлению: {names}. Адреса в переезжающих доменах ({addresses, number}) с них снимут, и в целевом тенанте их не получит никто.',
  'mapping-behind':
    'По версии {version, number} {count, plural, one {остаётся # объект} few {остаются # объекта} many {остаются # объектов} other {остаются # объекта}}: {names}. Этой ночью с них снимут адреса в переезжающих доменах, и в целевом тенанте их не получит никто.',
  'mapping-holds':
    'Версия {version, number} верна: у {count, plural, one {# строки} few {# строк} many {# строк} other {# строки}} объект на месте, и никто не пропущен.',
  'mapping-joined':
    'После версии {version, number} в исходном тенанте появился объект {name} ({address}, {kind}), и ни одна строка о нём не говорит: в момент T адрес уйдёт вместе с доменом, и в целевом тенанте его не получит никто. Ответьте на вопрос «Кто переезжает» ещё раз с новой строкой или примите, что он остаётся без адреса.',
  'mapping-left':
    'Объекта {name} ({address}) в исходном тенанте больше нет, а по версии {version, number} он переезжает. Ответьте на вопрос «Кто переезжает» ещё раз без этой строки или примите как есть.',
  'mapping-target-gone':
    'Объекта {target}, к которому по версии {version, number} переезжает {name} ({address}), в целевом тенанте больше нет. Восстановите его там или ответьте на вопрос «Кто переезжает» ещё раз.',
  'mapping.source-empty': 'Строка {row}: столбец «Source Email» пуст. Напишите, кто переезжает, или уберите строку.',
  'mapping.target-empty':
    'Строка {row}: столбец «Destination Email» пуст. Напишите, кто это в целевом тенанте или какой адрес создать, либо укажите действие leave.',
  'mapping.several-in-cell':
    'Строка {row}: в столбце «{column}» больше одного адреса ({value}). Оставьте один, остальным дайте свои строки.',
  'mapping.no-address': 'Строка {row}: «{value}» в столбце «{column}» — не адрес. Напишите его как имя@домен.',
  'mapping.cell-error': 'Строка {row}: в столбце «{column}» Excel показывает ошибку ({value}). Впишите само значение.',
  'mapping.cell-formula':
    'Строка {row}: у формулы в столбце «{column}» нет значения. Откройте файл в Excel и сохраните или впишите само значение.',
  'mapping.cell-long':
    'Строка {row}: в столбце «{column}» {length, plural, one {# знак} few {# знака} many {# знаков} other {# знака}}. Оставьте в нём только адрес или значение.',
  'mapping.cell-unseen':
    'Строка {row}: в столбце «{column}» есть невидимые знаки ({value}), какие попадают со страниц и из писем. Наберите значение заново.',
  'mapping.letter-alike':
    'Строка {row}: в «{value}» (столбец «{column}») есть буква другой письменности, {letter}: она лишь похожа на латинскую. Наберите адрес заново.',
  'mapping.action-unknown': 'Строка {row}: «{value}» — не действие. Напишите same, create, replace, guest или leave.',
  'mapping.wave-unreadable':
    'Строка {row}: «{value}» — не номер волны. Напишите целое число от 1 до {most, number} или ничего.',
  'mapping.kind-unknown': 'Строка {row}: «{value}» — не вид получателя. Оставьте «Kind» как в предложении или пустым.',
  'mapping.id-unreadable':
    'Строка {row}: «{value}» в столбце «{column}» — не идентификатор объекта. Скопируйте его из предложения или оставьте пустым.',
  'mapping.source-unknown':
    'Строка {row}: адреса {address} в исходном тенанте нет ни у кого. Исправьте его или уберите строку.',
  'mapping.source-address-gone':
    'Строка {row}: адреса {address} в исходном тенанте больше нет; объект этой строки — {name}. Впишите этот адрес.',
  'mapping.source-id-unknown':
    'Строка {row}: объекта {id} ({address}) в исходном тенанте нет. Уберите строку или очистите идентификатор, чтобы искать по адресу.',
  'mapping.source-id-differs':
    'Строка {row}: {address} принадлежит объекту {other}, а идентификатор — объекту {name}. Строки сдвинулись при сортировке: возьмите оба значения из одной строки предложения.',
  'mapping.source-deleted':
    'Строка {row}: {name} ({address}) в исходном тенанте удалён и лежит в корзине. Восстановите его там или уберите строку.',
  'mapping.source-public-folder':
    'Строка {row}: {name} ({address}) — общая папка, этим списком они не переносятся. Уберите строку и займитесь папкой отдельно.',
  'mapping.source-no-mailbox':
    'Строка {row}: {name} ({address}) — пользователь без ящика и адреса в Exchange: копировать нечего. Уберите строку или сначала дайте ему лицензию.',
  'mapping.source-other-side':
    'Строка {row}: {address} — это {name} в целевом тенанте. Поменяйте адреса местами, если их перепутали.',
  'mapping.kind-differs':
    'Строка {row}: вид объекта {address} — {kind}, а не {value}. Напишите верный или оставьте «Kind» пустым.',
  'mapping.source-guest':
    'Строка {row}: {name} ({address}) — гость исходного тенанта и остаётся у своей компании. Напишите leave или уберите строку.',
  'mapping.kind-cannot-move':
    'Строка {row}: вид объекта {address} — {kind}, такой вид ничем не перенести. Напишите leave, а содержимое выгрузите отдельно.',
  'mapping.source-on-roster':
    'Строка {row}: {address} принадлежит участнику команды {person}: общие шаги его не трогают. Пусть роли этого участника отдадут через /assign учётной записи, которая остаётся, и передайте ту же таблицу ещё раз: тогда этот ящик переедет, как все. Если написать leave, из него ничего не скопируют, а письма на этот адрес после той ночи вернутся отправителям.',
  'mapping.source-protected':
    'Строка {row}: {address} — {why, select, bot {учётная запись бота} mover {учётная запись средства миграции} other {аварийная учётная запись}}: ни один шаг её не трогает. Напишите leave.',
  'mapping.target-missing':
    'Строка {row}: адреса {address} в целевом тенанте нет ни у кого. Исправьте его или напишите create.',
  'mapping.target-deleted':
    'Строка {row}: {name} ({address}) в целевом тенанте удалён и лежит в корзине. Восстановите его там или укажите другого.',
  'mapping.target-no-mailbox':
    'Строка {row}: {name} ({address}) там есть, но без ящика, куда копировать. Сначала дайте лицензию или укажите другого.',
  'mapping.target-id-unknown':
    'Строка {row}: объекта {id} в целевом тенанте нет. Очистите идентификатор или скопируйте его из предложения.',
  'mapping.target-id-differs':
    'Строка {row}: {address} — не адрес объекта {name}, чей идентификатор стоит в строке. Исправьте одно или очистите другое.',
  'mapping.target-guest':
    'Строка {row}: {name} ({address}) — гостевая запись в целевом тенанте. Напишите guest и адрес, который она там получит.',
  'mapping.target-kind':
    'Строка {row}: объект вида {kind} не может стать объектом вида {other}. Укажите другой объект или напишите create.',
  'mapping.target-other-person':
    'Строка {row}: у {source} табельный номер {id}, а у {name} там — {other}: это разные люди. Укажите нужного или напишите create.',
  'mapping.target-on-roster':
    'Строка {row}: {address} принадлежит участнику команды {person}: общие шаги её не меняют. Если строка об этом человеке, пусть его роли отдадут через /assign другой учётной записи, и передайте ту же таблицу ещё раз; если нет, укажите нужную запись.',
  'mapping.target-protected':
    'Строка {row}: {address} — {why, select, bot {учётная запись бота} mover {учётная запись средства миграции} other {аварийная учётная запись}}: ничья почта туда не идёт. Укажите другую запись.',
  'mapping.create-with-target':
    'Строка {row}: действие — create, а идентификатор в строке — это {name}, кто там уже есть. Напишите same или очистите «Destination Object Id».',
  'mapping.no-guest':
    'Строка {row}: действие — guest, а гостевой записи {name} в целевом тенанте нет. Напишите create или идентификатор гостя.',
  'mapping.nothing-to-replace':
    'Строка {row}: действие — replace, а контакта или почтового пользователя для {name} в целевом тенанте нет. Напишите create или идентификатор контакта.',
  'mapping.target-on-moving-domain':
    'Строка {row}: домена {domain} до ночи в целевом тенанте нет, и {address} сейчас там не создать. Возьмите адрес в {other}; адрес в {domain} появится ночью.',
  'mapping.target-domain-unknown': 'Строка {row}: домена {domain} в целевом тенанте нет. Возьмите адрес в {other}.',
  'mapping.target-domain-unverified':
    'Строка {row}: домен {domain} в целевом тенанте не подтверждён. Подтвердите его или возьмите адрес в {other}.',
  'mapping.target-long':
    'Строка {row}: в левой части {address} {length, plural, one {# знак} few {# знака} many {# знаков} other {# знака}}, а можно {most, number}. Сократите её.',
  'mapping.target-domain-long':
    'Строка {row}: в имени входа после знака @ может быть знаков: {most, number}, а в {address} их {length, number}. Возьмите домен короче.',
  'mapping.target-dots':
    'Строка {row}: левая часть {address} начинается или кончается точкой либо в ней две точки подряд. Уберите их.',
  'mapping.target-characters':
    'Строка {row}: в {address} есть знаки, которых службы не принимают. Ближайшая допустимая левая часть — {fits}.',
  'mapping.target-reserved':
    'Строка {row}: {local} — зарезервированное имя: его владелец говорит от лица домена. Возьмите другое, например {local}.team.',
  'mapping.target-taken':
    'Строка {row}: {address} в целевом тенанте уже у объекта {name} ({kind}). Напишите same, если это он, или возьмите другой адрес.',
  'mapping.target-taken-deleted':
    'Строка {row}: {address} держит {name} из корзины целевого тенанта. Возьмите другой адрес или удалите тот объект окончательно.',
  'mapping.target-taken-user':
    'Строка {row}: {address} — имя входа или адрес пользователя {name} без ящика в целевом тенанте. Возьмите другой адрес или дайте ему лицензию и напишите same.',
  'mapping.licence-not-needed': 'Строка {row}: объекту вида {kind} лицензия не нужна. Очистите «Licence» ({licence}).',
  'mapping.licence-unknown':
    'Строка {row}: лицензии {licence} в целевом тенанте нет. Напишите имеющуюся или ничего, если её даёт группа.',
  'mapping.licence-without-mailbox':
    'Строка {row}: в лицензии {licence} нет почтового ящика. Напишите лицензию с Exchange или ничего, если её даёт группа.',
  'mapping.source-twice': 'Строка {row}: {address} уже есть в строке {first}. Оставьте одну из двух.',
  'mapping.source-again':
    'Строка {row}: {address} и {other} (строка {first}) — один объект. Оставьте одну из двух строк.',
  'mapping.target-twice':
    'Строка {row}: {address} уже получает {other} в строке {first}. Дайте одному из двух другой адрес.',
  'mapping.target-again':
    'Строка {row}: в {name} ({address}) уже превращается {other} из строки {first}, под другим адресом. Двое не могут стать одним: укажите другой объект.',
  'mapping.licences-short':
    'Строка {row}: это {number, number}-й на {licence}, а в целевом тенанте свободно: {left, number}. Докупите лицензии или напишите другую.',
  'mapping.in-no-row':
    'У {name} ({address}) есть ящик в переезжающем домене, а строки о нём нет. Добавьте строку; если он остаётся, напишите leave.',
  'mapping.crossed':
    'Строка {row}: {name} ({source}) получает {target}, а по предложению или по имени это {other}. Если один столбец отсортирован отдельно, отсортируйте все вместе.',
  'mapping.apart-by-name':
    'Строка {row}: {name} ({source}) становится {target}, а там это {other}: ни имя, ни часть адреса до «@» не похожи.',
  'mapping.apart-by-id':
    'Строка {row}: у {name} ({source}) табельный номер {id}, а у {other} ({target}) там — {otherId}.',
  'mapping.otherwise': 'Строка {row}: {name} ({source}) получает {target}, а в предложении стоит {proposed}.',
  'sender-stays': 'Предложены общие ящики обоих тенантов, кроме ящиков в {domains}: их адреса ночью меняются.',
  'no-shared-mailbox-stays': 'Ни в одном тенанте нет общего ящика, который остаётся: введите адрес другого ящика.',
  'mail-gap-bounces': 'Решено, что на время перерыва почта может возвращаться отправителям: MX остаётся как есть.',
  'mx-today':
    'Сейчас почта для {domain} идёт на {hosts}; резолверы помнят это до {minutes, plural, one {# минуты} few {# минут} many {# минут} other {# минуты}}.',
  'mx-none-today': 'Сейчас у {domain} нет записи MX.',
  'mx-takes-no-mail': 'Сейчас {domain} почту не принимает: его запись MX не называет узла.',
  'mx-unseen-today': 'Куда идёт почта для {domain}, увидеть не удалось: не ответил ни один из серверов имён.',
  'mx-gateway-today':
    'Сейчас перед тенантом стоит {host}. Если там могут держать почту несколько часов, это и есть релей, и MX менять не нужно; предлагается, чтобы и потом почта шла через него.',
  'mx-host-missing':
    'Не назван узел для отложенной почты. Примите решение о почте на время перерыва ещё раз и укажите узел: промежуточный сервер, который её придержит, или имя с адресом, по которому никто не отвечает (от несуществующего имени отправители сразу отступаются).',
  'mx-host-unknown':
    'Ни один сервер имён не знает адреса {host}: отправители сразу от него отказываются, и почта туда не придёт. Если это опечатка, ответьте снова в «Почта в промежутке и после него»; если нет, заведите адрес в DNS.',
  'mx-remembered-for':
    '{domain}: нынешние MX после смены могут помнить ещё {minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}; бот дождётся.',
  'mail-held-at':
    '{domain}: MX уже ведёт на {hosts} и не меняется. Пусть там с этой минуты и до переключения держат почту домена: то, что передадут в исходный тенант, он отвергнет. Держат ли её, отсюда никто не увидит.',
  'mx-not-as-asked': '{domain}: на {server} MX — {present}, а должно быть только {wanted}.',
  'mx-remembered':
    '{domain}: старый MX ещё помнят резолверы ({count, number}): {resolvers}; последний забудет в {until}. Почта пока может идти по-старому.',
  'resolvers-unseen':
    '{domain}: ни один резолвер из {count, number} не ответил, что помнят в мире. Укажите доступные в DNS_RESOLVERS.',
  'resolvers-fail':
    '{domain}: серверы имён отвечают, но часть резолверов ({count, number} из {of, number}: {resolvers}) сообщает об ошибке. Для всех, кто спрашивает у них, домена нет, и почта не дойдёт. Чаще всего у регистратора осталась старая запись DS (DNSSEC): её нужно удалить или обновить под нынешнюю зону.',
  'mx-everywhere':
    '{domain}: MX — {value} на {servers, plural, =1 {сервере имён} other {всех серверах имён (#)}}; из резолверов ({resolvers, number}) ответили так же {seen, number}.',
  'mx-ttl-low-already': 'TTL у MX уже не больше {wanted, number} с: снижать нечего.',
  'mx-ttl-not-as-asked': '{domain}: на {server} TTL у MX — {present, number} с, а нужно {wanted, number} с.',
  'mx-ttl-remembered':
    '{domain}: MX с прежним большим TTL ещё держат резолверы ({count, number}): {resolvers}; последний — до {until}.',
  'mx-ttl-low':
    '{domain}: TTL у MX не больше {wanted, number} с на {servers, plural, =1 {сервере имён} other {всех серверах имён (#)}}; из резолверов ({resolvers, number}) ответили {seen, number}, и дольше его не держит ни один.',
  'mx-ttl-everywhere':
    '{domain}: TTL у MX — {wanted, number} с на {servers, plural, =1 {сервере имён} other {всех серверах имён (#)}}; из резолверов ({resolvers, number}) ответили {seen, number} и знают тот же MX.',
  'mx-ttl-as-before': 'TTL у MX такой же, как был: возвращать нечего.',
  't-needs-mx':
    'MX домена {domain} живёт {seconds, number} с: если понизить TTL сейчас, он подействует везде с {from}.',
  't-needs-mx-memory':
    'TTL у MX домена {domain} понижен, но часть резолверов помнит запись ещё {seconds, number} с: до {from}.',
  't-needs-mx-unseen':
    'Сейчас не ответил ни один сервер имён домена {domain}: считаем, что TTL — {seconds, number} с; если понизить сейчас, подействует с {from}.',
  't-needs-sync':
    'Отключение синхронизации каталога (синхронизируемых объектов: {count, number}) занимает до {hours} ч: если начать сейчас, закончится к {from}.',
  't-needs-registration':
    'Регистрация переносится до T, это может занять {days, plural, one {# день} few {# дня} many {# дней} other {# дня}}: если начать сейчас, закончится к {from}.',
  't-needs-passes':
    'Проход по всем ящикам ({mailboxes, number}) займёт около {hours} ч, и ещё {eve} ч — канун: T с {from}. Размеры неизвестны, поэтому взято: {size} ГБ на ящик, {speed} МБ/ч на каждый, {together} одновременно.',
  'record-remembered':
    '{action, select, publish {Ещё не знают {type} {value} для {name} резолверы} other {Ещё помнят {type} {value} для {name} резолверы}} ({count, number}): {resolvers}{dated, select, no {} other {; забудут прежнее к {until}}}.',
  'record-everywhere':
    '{type} {value} для {name} {action, select, publish {есть {servers, plural, =1 {на сервере имён} other {на всех серверах имён (#)}}} other {больше нет {servers, plural, =1 {на сервере имён} other {ни на одном сервере имён (#)}}}}; из резолверов ({resolvers, number}) ответили так же {seen, number}.',
  'record-beside': 'На {server} для {name} есть запись {type} {value}, которой раньше не было: уберите её.',
  'record-goes-too':
    'У {name} сейчас есть запись {type} {value}: раньше её не было, и о ней не просили. Её тоже нужно убрать.',
  'mx-moved-since':
    '{domain}: на {server} MX — {present}, а раньше был {wanted}. Если почту перевели намеренно, пусть это примут как есть; если нет, верните прежний MX.',
  'spf-lets-send':
    '{domain}: SPF в нынешнем виде уже разрешает отправку из целевого тенанта, через запись, которую ведут другие. Он остаётся.',
  'spf-extended':
    '{domain}: в SPF сейчас есть и другие отправители, они остаются; добавлено: {added}. Тех, кто больше не шлёт, уберите вручную.',
  'spf-several':
    '{domain}: записей SPF {count, number}, а для получателей это ошибка; останется одна, с отправителями из всех. Тех, кто больше не шлёт, уберите вручную.',
  'spf-many-look-ups':
    '{domain}: такая запись SPF требует от получателя запросов к DNS: {lookUps, number}, и ещё внутри include; если их больше {most, number}, она считается ошибочной. Прежде чем её вносить, уберите вручную тех, кто больше не шлёт.',
  'spf-terms-left-out':
    '{domain}: {terms} в SPF получатели прочесть не могут и считают ошибочной всю запись; в новой этого нет. Если так разрешали кому-то отправку, внесите это вручную в правильном виде.',
  'spf-not-as-asked':
    '{domain}: на {server} SPF — {present}, и он разрешает не всех, кого разрешает {wanted}; это должна делать одна запись.',
  'spf-broken':
    '{domain}: запись SPF на {server} ({present}) получатели сочтут ошибочной: чтобы найти в ней целевой тенант, нужно больше десяти запросов, или она ссылается на то, чего нет, или в ней ошибка записи. Целевой тенант просит {wanted}.',
  'spf-unseen':
    '{domain}: разрешает ли запись SPF на {server} ({present}) всех, кого разрешает {wanted}, узнать не удалось: не ответил сервер имён, на который она ссылается.',
  'spf-as-asked':
    '{domain}: одна запись SPF, которая разрешает отправку из целевого тенанта, на {servers, plural, =1 {сервере имён} other {всех серверах имён (#)}}.',
  'gateway-hands-on':
    '{domain}: почта приходит через {hosts}, как решено. Там последним делом направьте доставку домена на {tenant} и отпустите задержанное; в целевом тенанте нужен соединитель для шлюза. Что он передаёт почту, видно по письмам.',
  'dkim-to-switch-on': '{domain}: когда обе записи DKIM станут видны, включите подпись на портале Defender.',
  'dkim-not-set-up':
    '{domain}: в целевом тенанте DKIM ещё не настроен, и какие нужны записи, неизвестно. Настройте его на портале Defender и внесите оба CNAME, которые он назовёт.',

  // mail-flow-proof
  'letters-to-write':
    '{domain}: кто-нибудь вне обеих компаний пишет на {example} или в другой ящик этого домена и получает оттуда ответ. Подойдёт ваш собственный ящик в публичной почте.',
  'no-letters-expected': 'Адресов в {domains} ни у кого не было, и здесь их нет ни у кого: писать некому.',
  'letter-arrived':
    'Прочитано в трассировке: письмо от {sender} для {recipient}, полученное {at}, доставлено (Message-ID {messageId}).',
  'letter-left':
    'Прочитано в трассировке: письмо от {sender} для {recipient}, отправленное {at}, доставлено наружу (Message-ID {messageId}).',
  'letter-in-held-up':
    '{domain}: письмо от {sender} для {recipient}, полученное {at}, не доставлено: {became, select, failed {ошибка доставки} pending {ещё в пути} quarantined {оно в карантине} filteredAsSpam {принято за спам} expanded {ушло в группу, и дошло ли до кого-нибудь, не видно} gettingStatus {исход пока неизвестен} other {{became}}} (Message-ID {messageId}). Разберитесь и попросите написать ещё одно, в ящик.',
  'letter-out-held-up':
    '{domain}: письмо от {sender} для {recipient}, отправленное {at}, не доставлено: {became, select, failed {ошибка доставки} pending {ещё в пути} quarantined {оно в карантине} filteredAsSpam {принято за спам} expanded {ушло в группу, и дошло ли до кого-нибудь, не видно} gettingStatus {исход пока неизвестен} other {{became}}} (Message-ID {messageId}). Разберитесь и напишите ещё одно.',
  'letter-in-missing':
    '{domain}: с {since} в трассировке нет ни одного письма снаружи. Кто-нибудь вне обеих компаний пишет на {example}; письмо видно в ней через несколько минут.',
  'letter-out-missing':
    '{domain}: с {since} в трассировке нет ни одного письма наружу. Владелец ящика {example} отвечает кому-нибудь вне обеих компаний; письмо видно в ней через несколько минут.',
  'letters-not-all-read':
    '{domain}: среди последних писем ({count, number}, до {to}) нет ни одного {way, select, in {снаружи} other {наружу}}, а всех не прочесть. Попросите написать новое ({example}) и посмотрите снова в течение часа: новые читаются первыми.',

  // Последний взгляд
  'domain-not-at-destination':
    '{domain} должен принадлежать целевому тенанту, а миру отвечают: {owner, select, nobody {ничей} source {исходному тенанту} destination {целевому, но там он не подтверждён} other {{owner}}}.',
  'domain-at-destination': '{domain} принадлежит целевому тенанту: и в его каталоге, и для всего мира.',

  // back-out-proof
  'domain-at-source': '{domain} принадлежит исходному тенанту: так в его каталоге и так отвечают миру.',
  'domain-not-at-source':
    '{domain} должен снова принадлежать исходному тенанту, а миру отвечают: {owner, select, nobody {ничей} source {исходного, где он не подтверждён} destination {целевого} other {{owner}}}.',
  'sign-in-names-as-before':
    'Прочитано в каталоге: {count, plural, one {# имя входа, которое ночь меняла, прежнее} few {все # имени входа, которые ночь меняла, прежние} other {все # имён входа, которые ночь меняла, прежние}}.',
  'sign-in-name-not-as-before': '{name} входит как {present}; до ночи было {wanted}.',
  'source-addresses-as-before':
    'Прочитано в Exchange: прежние, и основные тоже, — адреса {of, select, mailboxes {{count, plural, one {# ящика, который} few {# ящиков, которые} other {# ящиков, которые}}} other {{count, plural, one {# группы, которую} few {# групп, которые} other {# групп, которые}}}} меняла ночь.',
  'addresses-differ-from-before': '{name}: из адресов, что были до ночи, нет {missing}; сверх них теперь есть {more}.',
  'domain-left-destination':
    '{listed, select, yes {{domain} в целевом тенанте добавлен и не подтверждён: /backout add-domain-destination уберёт и это} other {{domain} в целевом тенанте больше не значится}}.',
  'domain-still-at-destination': '{domain} в целевом тенанте всё ещё подтверждён.',
  'name-still-at-destination': '{name} в целевом тенанте всё ещё входит по имени в переезжающем домене.',
} as const satisfies Readonly<Record<keyof typeof english, string>>;

/** Заголовки плана в виде таблицы. */
export const planWords = {
  sheet: 'План',
  side: 'Тенант',
  sides: { source: 'исходный', destination: 'целевой' },
  kind: 'Вид',
  object: 'Объект',
  objectId: 'Идентификатор',
  property: 'Свойство',
  before: 'Сейчас',
  after: 'По плану',
  records: {
    sheet: 'Записи',
    action: 'Что сделать',
    actions: { publish: 'опубликовать', remove: 'убрать' },
    name: 'Имя',
    type: 'Тип',
    value: 'Значение',
    ttl: 'TTL, секунд',
  },
};
