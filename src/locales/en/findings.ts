/** What checks, plans and verifications say, by code. ICU messages. */
export const findings = {
  // What the engine itself remarks on a step or an object
  'engine.applies-failed': 'Whether this step applies could not be seen: {message}. Try again when the cause is gone.',
  'engine.check-failed':
    'The check could not be carried out, so nothing is known: {message}. Try again when the cause is gone.',
  'engine.plan-failed':
    'The plan could not be made, so nothing was changed: {message}. Plan again when the cause is gone.',
  'engine.verify-failed': 'What was written could not be read back: {message}. Plan again to see what is left.',
  'engine.cannot-be-done': '{name} says that it cannot be done: {reason}',
  'engine.role-not-needed': 'Only {role} could do it, and {name} declared that role not needed: {reason}',
  'nothing-on-premises':
    'Nothing is on premises: of {users} users in both tenants none is synced, and neither has a hybrid routing domain (…mail.onmicrosoft.com).',
  'engine.drifted':
    'It was neither as planned nor as wanted when its turn came, so it was left alone. A new plan takes it as it is now.',
  'engine.gave-up': 'The service did not settle it in many tries, so it was left as it is. A new plan looks again.',
  'engine.same-object-twice':
    '{name} stands twice in this plan, and one of the two changes would get lost. Nothing can be approved; tell whoever maintains the bot.',
  'engine.form-failed':
    'The form could not be made, so nothing was asked: {message}. Plan it again when the cause is gone.',
  'engine.judge-failed':
    'What was handed in could not be looked through: {message}. Hand it in again when the cause is gone.',
  'engine.no-longer-fits':
    'It was done for other answers: “{decision}” was answered anew since, and this no longer fits.',
  'engine.would-change':
    'By the answers of now there {count, plural, one {is # change} other {are # changes}} still to make.',
  'engine.fit-unseen': '“{decision}” was answered anew, and whether this still fits could not be seen: {message}.',
  'engine.nothing-was-done':
    'Nobody had said that it was done when the team turned back, and nothing of it was found: there is nothing to take back.',
  'engine.left-standing': 'It is not needed any more, and what was done of it earlier still stands.',
  'engine.answers-outdated': 'Asked today, the form would not take these answers any more.',
  'engine.write-failed': 'It could not be written: {message}. A new plan looks again.',
  'engine.transfer-unseen':
    'What runs outside cannot be seen: {message}. It may well go on; it is looked at again every ten minutes.',
  'engine.transfer-stalled':
    'Nothing has moved for {minutes, plural, one {# minute} other {# minutes}}. It goes on; look at it where it runs, or halt it.',
  'engine.transfer-unaccounted':
    'The numbers do not add up: {done, number} done and {failed, number} named as not done, of {total, number}. All of this round counts as open.',
  'engine.transfer-not-started':
    'It was started {count, plural, =0 {not once} one {once} other {# times}} without an answer, and nothing of it is there. A retry tries again.',
  'engine.transfer-said-over':
    '{name} looked where it would run, and says that nothing of it does: “{reason}”. What it did before nobody saw; all of this round counts as open.',

  // Any write that a tenant refused. `text` is the service's own sentence.
  'permission-missing':
    'The tenant does not let the bot do this: {text}. Grant the missing permission, then try again.',
  'object-gone': 'The tenant no longer has this object: {text}.',
  'object-synced':
    'The object is mastered on premises, so the cloud refuses to change it: {text}. Change it on premises, or move it to cloud management first.',
  'name-taken':
    'The new sign-in name belongs to somebody else, perhaps to a deleted user: {text}. Free the name or plan again.',
  'address-taken': 'The address belongs to another recipient: {text}. Free it or plan again.',
  'graph-refused': 'Microsoft Graph refused: {text} ({errorCode}, status {status}).',
  'exchange-refused': 'Exchange Online refused: {text} ({errorCode}, status {status}).',
  'and-more': 'And {count, plural, one {# more like this} other {# more like these}}.',

  // Left out of bulk changes
  'left-out-roster': '{name} belongs to {person}, who is on the roster: a person must settle this account.',
  'left-out-protected':
    '{name} is {why, select, bot {the account the bot runs under} mover {the account of the mailbox mover} other {a break-glass account}}: no bulk change touches it.',
  'left-out-primary-stays': '{name} has its primary address off the moving domains already.',
  'left-out-default-already': '{domain} is the default domain already.',
  'left-out-guest': '{name} is a guest and signs in at home.',
  'roster-person-not-found':
    '{person} works for the source company, but no account of theirs was found there: check that no planned change is theirs.',

  // operator-accounts
  'operator-on-moving-domain':
    '{person} signs in as {name}, a name that moves. Give them a sign-in name on the initial domain, or another account, before the cutover: bulk changes leave this one out, and the domain cannot go while it is there.',
  'operator-not-found':
    'No account of {person} was found in either tenant, by id, sign-in name or address. Name the account they work with.',
  'operator-guest-only':
    '{person} was found only as a guest ({name}): whether their home account is on a moving domain could not be seen.',
  'operator-guest-from-elsewhere':
    '{person} is a guest ({name}) whose home is outside of both tenants: nothing of theirs moves.',
  'operator-keeps-addresses':
    '{person} signs in as {name}, which stays; {count, plural, one {# address} other {# addresses}} of theirs on the moving domains must be settled by a person.',
  'operator-stays': '{person} signs in as {name}, which stays.',
  'protected-account-on-moving-domain':
    '{account} ({why, select, bot {the bot} mover {the mailbox mover} other {break-glass}}) is on a moving domain. Give it a name on the initial domain: bulk changes leave it out, and the domain cannot go while it is there.',
  'protected-account-not-found':
    '{account} ({why, select, bot {the bot} mover {the mailbox mover} other {break-glass}}) was not found in the {side, select, source {source} other {destination}}: correct PROTECTED_ACCOUNTS.',
  'protected-account-stays':
    '{account} ({why, select, bot {the bot} mover {the mailbox mover} other {break-glass}}) stays where it is.',

  // source-admin-rights
  'app-rights-whole':
    'The bot’s app at the {side, select, source {source} other {destination}} holds what the steps ask for: {permissions, plural, one {# permission} other {# permissions}} of Microsoft Graph{cmdlets, plural, =0 {} one {, and the cmdlet of Exchange answers} other {, and all # cmdlets of Exchange answer}}. Its roles: {roles}.',
  'app-permission-missing':
    '{permission} is not granted to the bot’s app at the {side, select, source {source} other {destination}}: without it {count, plural, one {{step} cannot work} other {# steps cannot work, {step} for one}}. In the Microsoft Entra admin center: App registrations, the app, API permissions, Add a permission, Microsoft Graph, Application permissions, {permission}, then Grant admin consent. Or run grant-{side}.ps1, on this card.',
  'app-exchange-missing':
    '{permission} is not granted to the bot’s app at the {side, select, source {source} other {destination}}: without it {steps, plural, one {# step} other {# steps}} cannot work. In the Microsoft Entra admin center: App registrations, the app, API permissions, Add a permission, APIs my organization uses, Office 365 Exchange Online, Application permissions, {permission}, then Grant admin consent; and give the app the role {role}. Or run grant-{side}.ps1, on this card.',
  'app-exchange-role-missing':
    'Exchange at the {side, select, source {source} other {destination}} lets the bot’s app do nothing, for it has no role there: without one {steps, plural, one {# step} other {# steps}} cannot work. In the Microsoft Entra admin center: Roles & admins, {role}, Add assignments, the app; or run grant-{side}.ps1, on this card. It takes up to an hour until Exchange knows. It said: {text}',
  'app-exchange-unseen':
    'Whether the cmdlets of {steps, plural, one {# step} other {# steps}} answer at the {side, select, source {source} other {destination}} could not be seen ({text}). They take the role {role}. Look again when the cause is gone.',
  'app-cmdlets-missing':
    'At the {side, select, source {source} other {destination}} {count, plural, one {one cmdlet does} other {# cmdlets do}} not answer the bot’s app: {cmdlets}. Give it the role {role} (Microsoft Entra admin center: Roles & admins, {role}, Add assignments, the app), or put “{exchangeRole}” into the role group that it is in. It takes up to an hour until Exchange knows.',
  'app-past-managers-unseen':
    'Whether the bot’s app may change groups of others at the {side, select, source {source} other {destination}} could not be seen: that takes Exchange Administrator, or “{exchangeRole}” in the role group that it is in. In Exchange Online PowerShell, Get-ManagementRoleAssignment -Role "{exchangeRole}" says which role groups hold it.',
  'app-reads-beyond':
    'The bot’s app at the {side, select, source {source} other {destination}} may read more than any step asks for: {permissions}. {count, plural, one {It} other {They}} can be taken back.',
  'app-writes-beyond':
    'The bot’s app at the {side, select, source {source} other {destination}} holds {permission}, and no step asks for it: whoever gets hold of its key can do what it allows. Take it back (Microsoft Entra admin center: Enterprise applications, the app, Permissions, {permission}, Revoke permission), or accept it and say why it stays.',
  'app-role-beyond':
    'The bot’s app at the {side, select, source {source} other {destination}} holds the role {role}, and {enough} is enough. Take it back (Microsoft Entra admin center: Roles & admins, {role}, the app, Remove assignments), or accept it and say why it stays.',
  'directory-roles-unseen':
    'Which roles of the directory the bot’s app and the people on the roster hold at the {side, select, source {source} other {destination}} could not be seen: {text}',
  'people-roles-whole':
    'Those who run the {side, select, source {source} other {destination}} ({people}) hold between them every role that hand work there takes.',
  'people-role-missing':
    'None of those who run the {side, select, source {source} other {destination}} ({people}) was seen to hold {role}, or one that brings it along: {count, plural, one {{step} is} other {# steps are, {step} for one,}} carried out by hand with it. In the Microsoft Entra admin center: Roles & admins, {role}, Add assignments. A role that is activated when it is needed counts while it is active.',
  'person-rights-unseen':
    'No account of {person} was found at the {side, select, source {source} other {destination}}, so what they may do there could not be seen.',
  'person-role-beyond':
    '{person} may do everything at the {side, select, source {source} other {destination}} at any hour ({roles}). A role that is activated when it is needed does as well.',

  // Test accounts and what lies in their mailboxes
  'test-account-name-taken':
    'The {side, select, source {source} other {destination}} has an account {name} already, and the bot did not make it. Give it another name or delete it; then plan again.',
  'test-account-no-licence':
    'No licence of the {side, select, source {source} other {destination}} that brings a mailbox is left {count, plural, one {for # account} other {for # accounts}}: free one or buy it (Microsoft 365 admin center: Billing, Licenses), then plan again.',
  'test-account-no-location':
    'No user of the {side, select, source {source} other {destination}} says where they are (usage location), and no licence can be given without: set it for one user, then plan again.',
  'test-account-password':
    'They get the licence {licence} and passwords that nobody knows: whoever opens such a mailbox resets the password in the Microsoft 365 admin center first.',
  'test-account-there': '{name} is there already, made by the bot.',
  'test-accounts-ready':
    'Both test accounts of the {side, select, source {source} other {destination}} have their mailbox: {names}.',
  'test-account-without-mailbox': '{name} has no mailbox yet. It comes minutes after the licence, hours at worst.',
  'test-accounts-removed':
    '{count, plural, one {# test account} other {# test accounts}} of the {side, select, source {source} other {destination}} deleted; for thirty days Microsoft keeps them in the bin.',
  'test-account-still-there': '{name} is still there.',
  'test-account-not-known':
    'Which of what is there the bot made as {name} is not known, so nothing is removed: see to it by hand.',
  'test-accounts-missing': 'There is no test account that the bot made: carry out step 19 first.',
  'test-content-counted':
    '{name} holds {folders, plural, one {# folder} other {# folders}}, {messages, plural, one {# message} other {# messages}}, {events, plural, one {# meeting} other {# meetings}}, {contacts, plural, one {# contact} other {# contacts}} and {tasks, plural, one {# task} other {# tasks}} of the test.',
  'test-item-missing': '{name} is not in the mailbox yet.',
  'test-items-removed':
    '{count, plural, one {# item of the test is} other {# items of the test are}} out of the mailboxes again.',
  'test-item-still-there': '{name} is still in the mailbox.',

  // mailbox-sizes
  'mailbox-sizes-read':
    '{gigabytes, number} GB and {items, plural, one {# item} other {# items}} in {mailboxes, plural, one {# mailbox} other {# mailboxes}} and {archives, plural, =0 {no archive} one {# archive} other {# archives}}, without recoverable items; {large, plural, =0 {none is} one {# is} other {# are}} over 50 GB.',
  'mailbox-licences':
    'Mailbox licences of the mover: {licences, number}, one for every 50 GB begun of each mailbox and each archive. User Migration Bundles know no size: {mailboxes, number}, one for each mailbox.',
  'mailbox-over-100':
    '{part, select, archive {The archive of {name}} other {{name}}} has {gigabytes, number} GB: {part, select, archive {a mover takes it in parts, and at the destination it needs an archive that grows} other {no mailbox at the destination holds more than 100 GB, so part of it must go to an archive first}}. {licences, plural, one {# licence} other {# licences}} of 50 GB.',
  'mailbox-over-50':
    '{part, select, archive {The archive of {name}} other {{name}}} has {gigabytes, number} GB: over 50 GB, it needs a plan with more room at the destination, and {licences, plural, one {# licence} other {# licences}} of 50 GB.',
  'mailbox-size-unseen': 'How large {name} is could not be seen: {text}',
  'delegate-denied':
    '{trustee} is denied something at {name} ({right, select, fullAccess {full access} sendAs {send as} onBehalf {send on behalf} other {the folder {folder}}}): a denial is not carried over.',
  'delegate-has-other': '{name}: another right is there already ({there}), and it stays as somebody gave it.',
  'delegate-mailbox-not-there':
    '{target} for {name} is not at the destination yet, so {trustee} gets nothing there ({right, select, fullAccess {full access} sendAs {send as} onBehalf {send on behalf} other {the folder {folder}}}). Plan this step again when it is.',
  'delegate-not-a-principal':
    '{trustee} is a {kind} at the destination, and such a one holds no right: nothing is given at {name} ({right, select, fullAccess {full access} sendAs {send as} onBehalf {send on behalf} other {the folder {folder}}}).',
  'delegate-not-as-wanted': '{name}: the right is not there as it was written.',
  'delegate-other-right': '{trustee} has something else than full access at {name} ({rights}): it is not carried over.',
  'delegate-own-folder':
    '{trustee} may open the folder {folder} of {name}, which people made: it comes with the mail, and its rights are given after that by hand.',
  'delegate-unknown':
    'Who it is that has a right at {name} ({right, select, fullAccess {full access} sendAs {send as} onBehalf {send on behalf} other {the folder {folder}}}) nobody can say: {why, select, several {several have the name that is written there} outside {{trustee}, somebody elsewhere} other {somebody who is no more}}.',
  'delegate-unseen': '{name}: whether the right is there could not be seen: {text}',
  'delegate-without-target':
    '{trustee} has a right at {name} ({right, select, fullAccess {full access} sendAs {send as} onBehalf {send on behalf} other {the folder {folder}}}) and nobody at the destination by the mapping.',
  'delegates-by-hand':
    'The mapping is kept elsewhere: the destination administrator gives delegates their rights by that table.',
  'delegates-given':
    'Read back one by one: {count, plural, one {# right is} other {# rights are}} there as at the source.',
  'delegates-of-everybody':
    '{count, plural, one {# entry for everybody stays} other {# entries for everybody stay}} as the destination has it (Default, Anonymous).',
  'delegates-taken': 'Read back one by one: {count, plural, one {# right is} other {# rights are}} gone.',
  'delegates-there':
    '{count, plural, one {# right is} other {# rights are}} there already, and {count, plural, one {stays} other {stay}}.',
  'delegates-without-rights':
    'Who has which right at the source was not read: have “Forwarding, delegates and addresses” read first.',
  'licences-needed':
    'For {mailboxes, plural, one {# mailbox} other {# mailboxes}}{version, plural, =0 {, all of the source, because no mapping is frozen} other { of version {version, number}}} and {tests, plural, one {# test account} other {# test accounts}}: {licences, number} mailbox licences of 50 GB, or {bundles, number} User Migration Bundles, which know no size. Keep one in twenty more.',
  'licences-for-the-way-back':
    'If the team turns back after mail has come in at the destination, it goes back in a project of its own: {count, plural, one {# mailbox licence} other {# mailbox licences}} more. Nobody needs them before; know by go or no-go how fast they can be bought.',
  'licences-beyond-one':
    '{count, plural, one {# mailbox takes} other {# mailboxes take}} more than one: {names}{more, plural, =0 {} other { and {more, number} more}}. The project must allow {most, number} for one mailbox, or its pass stops in the middle; a bundle spares that.',
  'licences-size-unseen':
    'How large {name} is nobody has seen{said, select, no {} other {: {text}}}. It is counted with one licence.',
  'licences-without-sizes':
    'The sizes of the mailboxes are not there, so nobody can count: have “Mailbox sizes” read again, then this.',
  'passes-of-a-licence':
    '{planned, number} passes are planned for each mailbox, and a licence allows {allowed, number}: {left, number} are left for what fails.',

  // mailbox-settings
  'forwards-counted':
    '{forwards, plural, =0 {No mail is passed on} one {# forward} other {# forwards}} in {mailboxes, plural, one {# mailbox} other {# mailboxes}}{address, plural, =0 {} other { · # to a recipient}}{smtp, plural, =0 {} other { · # to an address}}{rules, plural, =0 {} other { · # by an inbox rule}}{transport, plural, =0 {} other { · # by a transport rule}}{off, plural, =0 {} one { · # of them switched off or passed over} other { · # of them switched off or passed over}}.',
  'rights-counted':
    '{rights, plural, =0 {Nobody has a right to what is another’s} other {Rights of others: #}}{fullAccess, plural, =0 {} other { · # over a mailbox}}{sendAs, plural, =0 {} other { · # to send as}}{onBehalf, plural, =0 {} other { · # on behalf}}{folders, plural, =0 {} other { · # over folders}}{calendars, plural, =0 {} other {, # of them calendars}}{denied, plural, =0 {} other { · # of all are denied}}.',
  'folders-not-read':
    'Rights were read of the whole mailbox, the inbox, calendars, contacts, tasks and notes. Nobody asked for those of {count, plural, one {# other folder} other {# other folders}} in {mailboxes, plural, one {# mailbox} other {# mailboxes}}: what is shared there its owner says.',
  'addresses-counted':
    'Addresses: {smtp, number} SMTP{sip, plural, =0 {} other { · # SIP}}{x500, plural, =0 {} other { · # X500}}{others, plural, =0 {} other { · # of other types}}.',
  'holds-counted':
    '{held, plural, =0 {No mailbox is on hold.} one {# mailbox is on hold, {name}.} other {# mailboxes are on hold, {name} for one{litigation, plural, =0 {} other {; # by a litigation hold}}.}}',
  'holds-of-organisation':
    '{count, plural, one {A retention policy of the whole organisation keeps} other {# retention policies of the whole organisation keep}} every mailbox that is not left out: {names}. A policy of the destination takes its place, or nothing keeps what has moved.',
  'forward-outside':
    '{how, select, transport {The transport rule {name} sends mail} other {{name} passes mail on}} to {to}, outside of the tenant{how, select, rule {, by the inbox rule “{rule}”} transport {, by {rule}} other {}}. The destination lets mail out like this only if its outbound spam policy and its remote domains say so.',
  'forward-across':
    '{name} passes mail on to {to}{how, select, rule { by the inbox rule “{rule}”} other {}}, and only {moves, select, yes {{name}} other {{to}}} moves: after the move it leads from one tenant to the other.',
  'forward-to-nobody':
    '{how, select, transport {The transport rule {name} sends mail} other {{name} passes mail on}} to “{to}”{how, select, rule { by the inbox rule “{rule}”} transport { by {rule}} other {}}, and nobody in the tenant has that name: mail may be lost today.',
  'forward-to-several': '{name} passes mail on to “{to}”, and several in the tenant have that name: look who is meant.',
  'right-across':
    '{trustee} {right, select, fullAccess {has {rights} over {name}} sendAs {may send as {name}} onBehalf {may send on behalf of {name}} other {has {rights} of the folder “{folder}” of {name}}}, and only {moves, select, yes {{name}} other {{trustee}}} is on a moving domain: they part, and the right with them.',
  'right-of-nobody':
    '“{trustee}” {right, select, fullAccess {has {rights} over {name}} sendAs {may send as {name}} onBehalf {may send on behalf of {name}} other {has {rights} of the folder “{folder}” of {name}}}, and nobody in the tenant is that any more, unless in the bin: an orphan, which is not made again.',
  'right-of-outsider':
    '{trustee}, outside of the tenant, has {rights} of the folder “{folder}” of {name}: the share does not move, {name} gives it again at the destination.',
  'right-of-several':
    '“{trustee}” has {rights} {right, select, folder {of the folder “{folder}” of} other {over}} {name}, and several in the tenant have that name: look who is meant.',
  'mailbox-setting-unseen': 'Not all settings of {name} could be seen: {text}',

  // mail-flow-review
  'mail-flow-read':
    '{rules, plural, =0 {No transport rule} one {# transport rule} other {# transport rules}}{inbound, plural, =0 {} one { · # inbound connector} other { · # inbound connectors}}{outbound, plural, =0 {} one { · # outbound connector} other { · # outbound connectors}}{remote, plural, =0 {} one { · # remote domain} other { · # remote domains}}{journal, plural, =0 {} one { · # journal rule} other { · # journal rules}}; {naming, plural, =0 {none of them names} one {# of them names} other {# of them name}} a moving domain.',
  'transport-rule-names-domain':
    'The transport rule “{name}”{enabled, select, no {, switched off,} test {, in test mode,} other {}} names {domain} ({where}): make it again at the destination, or leave it.',
  'connector-names-domain':
    'The {kind, select, inboundConnector {inbound} other {outbound}} connector “{name}”{enabled, select, no {, switched off,} other {}} names {domain} ({where}): scanners and partners fall silent without it. Make it again at the destination, or leave it.',
  'remote-domain-names-domain':
    'The remote domain “{name}” is {domain} ({where}): after the move it tells how mail to the people who left is treated.',
  'journal-rule-names-domain':
    'The journal rule “{name}”{enabled, select, no {, switched off,} other {}} names {domain} ({where}): what it journals, and to where, must go on at the destination.',

  // inventory
  'inventory-taken':
    '{mailboxes, plural, one {# mailbox} other {# mailboxes}} ({userMailboxes, number} of people{shared, plural, =0 {} other {, # shared}}{rooms, plural, =0 {} one {, # room} other {, # rooms}}{equipment, plural, =0 {} other {, # equipment}}), {users, plural, one {# user} other {# users}}{groups, plural, =0 {} one {, # group} other {, # groups}}{contacts, plural, =0 {} one {, # contact} other {, # contacts}}, {domains, plural, one {# accepted domain} other {# accepted domains}}.',
  'domains-agree': 'The directory and Exchange know the same {count, plural, one {domain} other {# domains}}.',
  'domain-not-accepted': '{domain} is verified for mail in the directory, but Exchange does not accept it.',
  'domain-not-verified': 'Exchange accepts {domain}, but the directory has no such verified domain.',
  'mailboxes-have-users':
    '{count, plural, one {The only mailbox has its user} other {Each of # mailboxes has its user}} in the directory.',
  'mailboxes-without-users':
    '{count, plural, one {# mailbox has} other {# mailboxes have}} no user in the directory, {name} for one.',
  'mailboxes-agree': 'Exchange counts {count, plural, one {# mailbox} other {# mailboxes}} both ways.',
  'mailboxes-differ': 'Get-Mailbox finds {directory, number} mailboxes, Get-Recipient {exchange, number}.',
  'groups-agree':
    'The directory and Exchange count the same {count, plural, one {# mail group} other {# mail groups}}.',
  'groups-differ': 'The directory has {directory, number} mail groups, Exchange {exchange, number}.',
  'contacts-agree': 'The directory and Exchange count the same {count, plural, one {# contact} other {# contacts}}.',
  'contacts-differ': 'The directory has {directory, number} contacts, Exchange {exchange, number}.',
  'names-stay-plain':
    '{count, plural, =0 {No name has to be made} one {# name is to be made} other {# names are to be made}} at {domain}, each as it is today before the at sign.',
  'names-to-come':
    'Of {count, plural, one {# name} other {# names}} to be made at {domain} {renamed, plural, one {# is} other {# are}} not the plain one, such as {to} for {from}: inventory-names-to-come.csv has them all. Who wants another gives it to the object beforehand.',

  // What stands before the at sign, of any name that is made
  'renamed-cut':
    '{from} becomes {to}: the plain name is taken, and with the domain behind it, it is cut to {limit} characters.',
  'renamed-too-long': '{from} becomes {to}: no more than {limit} characters may stand before the at sign.',
  'renamed-characters': '{from} becomes {to}: the services do not take the plain name as it is written.',
  'renamed-reserved': '{from} becomes {to}: the plain name is one by which others know who runs a domain.',
  'no-room-for-address':
    '{name} has {count} addresses, and {limit} are the most: take one off that nobody needs, so that {to} has room.',

  // source-routing-address
  'mailbox-synced':
    '{name} is mastered on premises: its addresses cannot be changed in the cloud. Move it to cloud management first.',
  'mailbox-without-primary': '{name} has no primary address to take the new one from.',
  'addresses-collide':
    '{count, plural, one {# address collides and is renamed} other {# addresses collide and are renamed}} as in the plan.',
  'address-renamed': '{from} becomes {to}: the plain name is taken.',
  'routing-address-missing': '{name} does not have {address}.',
  'routing-address-still-there': '{name} still has {address}.',
  'routing-addresses-removed':
    '{count, plural, one {The added address is} other {All # added addresses are}} gone again.',
  'mailbox-appeared-without-routing-address':
    '{name} has no address on the initial domain and was not in the plan: plan again.',
  'routing-addresses-complete':
    '{count, plural, one {The only mailbox} other {All # mailboxes}} in scope can be reached on the initial domain.',

  // create-destination-objects
  'objects-by-hand':
    'The answer says where the mapping lies, and the bot does not read it: the destination administrator makes whoever is not there yet, by that table.',
  'contact-without-address':
    '{source} is a contact without an address elsewhere, so none can be made for {address}. Mend it at the source, or answer “Who moves” again.',
  'groups-in-circle':
    '{name} and {child} are in one another ({round}): {child} is not put into {name}. Add it by hand where that is wanted, or end the circle at the source.',
  'list-without':
    '{name} is made without {count, plural, one {# of its people, who is} other {# of its people, who are}} not at the destination: {names}{count, plural, =1 {} =2 {} =3 {} =4 {} =5 {} other {, …}}.',
  'filter-as-it-is':
    '{name} is sent to whom a filter finds, and the filter is taken over as it is: look whether it finds the same people at the destination.',
  'objects-matched':
    '{count, plural, one {# object is} other {# objects are}} there already by the mapping, and {count, plural, one {stays} other {stay}} as {count, plural, one {it is} other {they are}}.',
  'objects-made-before':
    '{count, plural, one {# object was} other {# objects were}} made by this step before, and {count, plural, one {is} other {are}} as planned.',
  'left-out-guest-account':
    '{name} ({address}) has a guest account here that is to become one of the house: the destination administrator converts it in the Entra admin center (Users, the guest, “Convert to internal user”) and gives it a licence.',
  'left-out-made-by-hand':
    '{name} ({address}, {kind}): the bot does not make this kind; the destination administrator makes {target} by hand.',
  'left-out-group-by-rule':
    '{name} ({address}) is filled by a rule of the source’s directory: the destination administrator makes {target} there, with a rule that fits.',
  'groups-without-content':
    'Of {count, plural, one {the Microsoft 365 group} other {the # Microsoft 365 groups}} the name, the people and the addresses are made at the destination. Files, conversations, plans and channels stay where they are{teams, plural, =0 {} one {; one has a team in Microsoft Teams: {names}} other {; # have a team in Microsoft Teams: {names}{teams, plural, =2 {} =3 {} =4 {} =5 {} other {, …}}}}.',
  'group-without-owner':
    'Nobody who owns {name} is at the destination: the group has no owner there until somebody gives it one.',
  'group-guarded-by-hand':
    'Not everybody may write to {name}, or its letters are looked at first: the destination administrator sets that again once it is made (Set-UnifiedGroup).',
  'list-guarded-by-owners':
    'None of those who may write to {name} or moderate it is at the destination: its owners do it there.',
  'list-would-open':
    'None of those who may write to {name} or moderate it is at the destination, and neither is an owner: made like this it would be open to all. Answer “Who moves” again: one of them comes along, or the list stays behind (action “leave”) and is made by hand.',
  'left-out-source-gone':
    '{name} ({address}) is not at the source any more, so nothing is made. Answer “Who moves” again.',
  'room-people-by-hand':
    '{name}: not everybody may book it, or somebody answers for it ({names}{count, plural, =1 {} =2 {} =3 {} =4 {} =5 {} other {, …}}). Once their mailboxes are there, the destination administrator enters them again (Set-CalendarProcessing); until then nobody of them can book it.',
  'x500-held':
    '{count, plural, one {The address by which replies to old letters find one object is} other {The addresses by which replies to old letters find # objects are}} held by somebody else at the destination: {names}{count, plural, =1 {} =2 {} =3 {} =4 {} =5 {} other {, …}}. It is made without; plan this step again once those have gone (contacts leave in the night), and it gets it.',
  'rooms-without-place':
    '{count, plural, one {The room or piece of equipment comes} other {The # rooms and pieces of equipment come}} with the rules for booking; working hours, time zone, capacity and place are set at the destination by hand (Set-MailboxCalendarConfiguration, Set-Place).',
  'list-too-long':
    '{name} has {count, number} people in it, and Exchange takes {most, number} at once: the others are added by hand (Add-DistributionGroupMember).',
  'made-without-licence':
    'The mapping gives no licence to {count, plural, one {# person} other {# people}} ({names}{count, plural, =1 {} =2 {} =3 {} =4 {} =5 {} other {, …}}): a mailbox comes when a group or somebody gives one. Plan this step again then, so that replies to old letters reach it.',
  'made-for-earlier-mapping':
    '{name} was made for a mapping that is not in force any more. Nobody takes it away by itself: delete it at the destination, or undo this step.',
  'target-taken':
    '{address}, meant for {source}, belongs to {name} ({kind}). Answer “Who moves” again: the row names that object (action “same”), or another address.',
  'target-held':
    '{address}, meant for {source}, is held by {name}, {why, select, deleted {which is deleted and keeps its addresses for 30 days: restore it, or delete it for good} user {an account without a mailbox: give it a licence and map it (action “same”), or rename it} other {a public folder: take the address off it}}. Or answer “Who moves” again with another address.',
  'target-refused':
    '{address}, meant for {source}: the services {why, select, reserved {keep this name for the house} other {do not take this local part{fits, select, none {} other {; {fits} would do}}}}. Answer “Who moves” again with another address.',
  'target-domain':
    '{address}, meant for {source}: {domain} is not a verified domain of the destination. Verify it there, or answer “Who moves” again with another address.',
  'no-usage-location':
    '{source} has no usage location, and without one no licence is given. Set it at the source (Microsoft 365 admin center, the user, “Manage product licenses”, “Select location”, or Update-MgUser -UsageLocation), then plan again.',
  'licence-gone':
    '{address}, meant for {source}: the destination has no licence {licence} any more. Buy it, or answer “Who moves” again with another one.',
  'licences-short':
    '{licence}: {left, plural, =0 {none is} one {# is} other {# are}} left, and {count, number} are to be given. Buy {missing, number} more, free some, or answer “Who moves” again.',
  'licence-not-given':
    '{name} has no licence at the destination, so no mailbox comes: give it one, or answer “Who moves” again, and plan this step again.',
  'mailbox-does-not-come':
    '{name} has its licence, and no mailbox has come in a day. Look in the Microsoft 365 admin center (the user, “Mail”, and “Licenses and apps”) whether the licence is in error and holds Exchange Online; then plan again.',
  'object-not-as-planned': '{name} is not as planned yet.',
  'target-of-other-kind':
    '{target}, meant for {name} ({address}), is a {kind} at the destination. Answer “Who moves” again, or change it there.',
  'mailbox-not-there-yet': '{target}, meant for {name} ({address}), has an account and no mailbox yet.',
  'mailbox-without-licence':
    '{target}, meant for {name} ({address}), has an account, and no licence in the mapping: give it one at the destination, directly or by a group, and have this looked at again; or accept that the mailbox comes later.',
  'target-not-there': '{target}, meant for {name} ({address}), is not at the destination yet.',
  'objects-there':
    'Read at the destination: all {count, plural, one {# target} other {# targets}} of version {version, number} {count, plural, one {is} other {are}} there, each with its mailbox or group; {matched, number} of them were there before.',
  'made-not-known':
    'It is not known by which id {name} was made, if it was. Look at the destination, and delete it there if nobody uses it.',
  'made-still-there': '{name} is still at the destination, or in one of its bins.',
  'groups-in-bin':
    '{count, plural, one {The Microsoft 365 group} other {All # Microsoft 365 groups}} that this step had made {count, plural, one {lies} other {lie}} in the bin of the destination for 30 days, with whatever somebody put into the site.',
  'made-gone':
    'Read at the destination: {count, plural, one {the # object} other {all # objects}} that this step had made {count, plural, one {is} other {are}} gone, from the bins too.',
  // What is opened to the mover, and taken back
  'mover-unknown':
    'Nobody has said yet as whom the mover comes in: answer the step “How the mover gets in”, and have this looked at again.',
  'mover-by-graph': 'The mover goes by Graph: the switches and lists of EWS are nothing to it.',
  'ews-is-gone':
    'EWS has been gone since {date}: nothing opens it again. The mover has to go by Graph, or by another way that its vendor names.',
  'ews-ends-before-the-last-pass':
    'EWS goes for good on {date}, in {days, plural, one {# day} other {# days}}, and the last pass after T would come later. Choose an earlier T, or ask the vendor for another way.',
  'ews-lasts':
    'EWS goes for good on {date}, in {days, plural, one {# day} other {# days}}; whatever the mover takes by it is taken before.',
  'ews-open': 'The {side, select, source {source} other {destination}} lets the application {app} in by EWS.',
  'ews-closed':
    'The {side, select, source {source} other {destination}} does not let the application {app} in: {door, select, off {EWS is switched off} unset {nobody has set EwsEnabled, and Microsoft switches EWS off} empty {EWS is on, but EwsAllowedAppIDs is empty, which blocks everybody} other {EwsAllowedAppIDs names others only}}. The next step opens it.',
  'ews-off-for-mailboxes':
    'At the {side, select, source {source} other {destination}} EWS is switched off for {count, plural, one {# mailbox that moves, {name}} other {# mailboxes that move, {name} for one}}. The next step opens {count, plural, one {it} other {them}}.',
  'lets-in-by-user-agent':
    'The {side, select, source {source} other {destination}} {of, select, organization {} other {has for {mailboxes, plural, one {one mailbox that moves, {name},} other {# mailboxes that move, {name} for one,} } a list by which it }}{policy, select, allow {lets in} other {keeps out}}{of, select, organization { programs} other {}} by the name they give themselves ({list}), and Graph obeys it as EWS does. Ask the mover’s vendor for that name; where it does not pass, change EwsApplicationAccessPolicy.',
  'ews-not-for-frontline':
    'At the {side, select, source {source} other {destination}} {count, plural, one {{name} has} other {# people, {name} for one, have}} none but a frontline licence (F1, F3, Kiosk), and Microsoft has closed EWS to those since June 2026. Give them another licence for the move, or ask the vendor for another way.',
  'ews-open-on-both-sides': 'Both tenants let the mover in already: nothing has to be opened.',
  'ews-open-until':
    'Obeyed after up to {hours, number} hours, and only until {date}: then Microsoft closes EWS for good.',
  'ews-for-listed-only':
    'Nobody has set EwsEnabled at the {side, select, source {source} other {destination}}, so every application may come in by EWS today. After this only those of the list do: the mover{others, plural, =0 {, and nobody else} one { and # other} other { and # others}}. Ask who else uses EWS there before you approve.',
  'ews-not-obeyed-yet':
    'Written and read back. The servers obey by {until} UTC at the latest; until then some may turn the mover away.',
  'ews-opened':
    '{count, plural, one {What was closed is open} other {All # that were closed are open}}, read back, and the 24 hours that Microsoft names have passed.',
  'ews-as-before':
    '{count, plural, one {It is as it was before} other {All # are as they were before}}, read back; the servers obey within 24 hours.',
  'ews-still-closed':
    'The {side, select, source {source} other {destination}} does not let the application {app} in by EWS ({door, select, off {switched off} unset {not set} empty {an empty list} other {not on the list}}): have “Open the mover’s way in” planned again.',
  'ews-off-for-mailbox': 'EWS is switched off for {name}: have “Open the mover’s way in” planned again.',
  'mover-needs-no-grant':
    'The mover comes in with its application’s own permission over all mailboxes: no account needs a right over any of them.',
  'no-mapping-here':
    'No mapping is frozen here, so nobody can say which mailboxes these are: answer “Who moves, and to where” with the table itself, not with the place where it lies.',
  'no-mover-account':
    'No account of the mover at the {side, select, source {source} other {destination}} is named: add it to PROTECTED_ACCOUNTS ({side}:mover:account), so that bulk changes leave it alone, and start the bot again.',
  'mover-account-blocked':
    '{account} cannot sign in at the {side, select, source {source} other {destination}}: unblock it, and plan again.',
  'left-out-no-mailbox': '{name} has no mailbox by {address} yet: nothing can be granted. Plan again once it is there.',
  'access-wanted-no-more':
    '{name}: the mover was given full access to it, and by the mapping in force it does not move any more. Step 95 takes the access back; whoever wants it gone now undoes this step and plans it again.',
  'left-out-has-access':
    '{account} has full access to {name} already: it stays, also when the mover’s access is taken back.',
  'right-unseen': 'Whether {account} has access to {name} could not be seen: {text}',
  'right-denied':
    '{account} is denied access to {name}, and a denial wins over every grant: remove that entry (Remove-MailboxPermission -Deny), and plan again.',
  'full-access-missing': '{account} has no full access to {name}: plan the grants again.',
  'full-access-complete':
    '{mailboxes, plural, one {The only mailbox} other {All # mailboxes}} in scope at the {side, select, source {source} other {destination}} can be opened by the mover’s account; {count, plural, one {# grant is} other {# grants are}} ours and noted, to be taken back in the end.',
  'full-access-taken':
    '{count, plural, one {The grant of ours is} other {All # grants of ours are}} gone from the {side, select, source {source} other {destination}}.',
  'access-unseen': 'How {name} stands could not be seen: {text}',
  'access-not-as-wanted':
    '{kind, select, organization {The switch of EWS and its list at {name} are} other {{name} is}} not as written.',
  'no-mailbox-to-open':
    'No mailbox of the mapping is there at the {side, select, source {source} other {destination}} yet: have this looked at again when they are.',
  'mailbox-does-not-open': '{name} did not open: {text}',
  'sample-answers':
    '{count, plural, one {One mailbox} other {# mailboxes}} of the {side, select, source {source} other {destination}} opened to the bot with {count, plural, one {its} other {their}} folders, and nothing that the tenant shows keeps the mover out: {names}.',
  'not-opened-as-the-mover':
    'As the mover nobody but the mover can open them: its secret is not the bot’s. {as, select, application {Run Verify Credentials in the mover’s project} other {Run Verify Credentials in the mover’s project, or sign in as its account and open outlook.office.com/mail/ with the address behind it}} ({side, select, source {source} other {destination}}, {count, plural, one {# mailbox} other {# mailboxes}}): {names}. Then say here what opened.',
  'left-out-closed-already': '{name} is as it was before the mover came: nothing has to be taken back.',
  'left-out-changed-since': '{name} was changed by somebody else since: it is left as it is now.',
  'ews-for-nobody':
    'At {name} the list of applications becomes empty while EWS stays switched on, as somebody has left it: nobody gets in by EWS then.',
  'mover-access-taken':
    '{count, plural, one {What was opened to the mover is closed} other {All # that were opened to the mover are closed}} again, read back. What it had before is untouched.',
  'mover-access-given-back': '{count, plural, one {The mover has it} other {The mover has all #}} again, read back.',

  // backup-source-mailboxes
  'backup-complete':
    'The copy is complete: Exchange counts {counted, plural, one {# mailbox} other {# mailboxes}} too.',
  'backup-count-differs':
    'The copy holds {mailboxes, number} mailboxes, but Exchange counts {counted, number}: take it again.',

  // backup-source-groups, backup-destination-contacts, backup-destination-forwarding
  'snapshot-stored':
    '{of, select, contacts {{count, plural, =0 {That there is no mail contact} one {# mail contact} other {# mail contacts}}} forwards {The forwarding of {count, plural, one {# mailbox} other {# mailboxes}}} mailboxes {Names, addresses and forwards of {count, plural, one {# user} other {# users and mailboxes}}} rights {The rights over {count, plural, one {# mailbox} other {# mailboxes}} and over the folders given to others} other {{count, plural, =0 {That there is no group} one {# group} other {# groups}}}} is stored (content {hash}).',
  'snapshot-as-before': 'Nothing is different from the snapshot of {since}.',
  'snapshot-differs':
    'Since the snapshot of {since}{changed, plural, =0 {} other { · # changed}}{appeared, plural, =0 {} other { · # added}}{gone, plural, =0 {} other { · # gone}}. The list beside it has every property, before and now.',
  'snapshot-changed-by-step':
    'By “{writtenBy}”{way, select, undo {, taken back,} other {}} {at, select, none {(in hand)} other {({at})}}: {names}.',
  'snapshot-changed-by-others':
    'By somebody else, not by a step of this migration: {names}. Whoever puts something back by hand goes by the newest snapshot.',
  'snapshot-contacts-moving':
    '{count, plural, =0 {No contact stands} one {# contact stands} other {# contacts stand}} on {domains}{count, plural, =0 {.} one {: it is deleted during the night, and a way back makes it anew.} other {: they are deleted during the night, and a way back makes them anew.}}',
  'snapshot-forwards-on':
    '{count, plural, =0 {No mailbox forwards} one {# mailbox forwards} other {# mailboxes forward}}; forwards by inbox rules are not in this snapshot.',
  'snapshot-members-kept':
    '{count, plural, one {# membership} other {# memberships}} of {groups, plural, one {# group} other {# groups}} are in it, and so are owners, who may write to a list, moderation and filters as Exchange has them.',
  'snapshot-members-unread':
    'Who is in {count, plural, one {# group} other {# groups}} could not be read whole, or the group went meanwhile: {names}. Take the snapshot again.',
  'snapshot-calendars-kept':
    '{calendars, plural, =0 {No calendar is} one {# calendar is} other {# calendars are}} given to others, of {mailboxes, plural, one {# mailbox} other {# mailboxes}}, each folder by the name it has there. Of folders that people made themselves only calendars are in it.',
  'snapshot-rights-unread':
    'Of {count, plural, one {# mailbox} other {# mailboxes}} not all could be seen: {names}. Take the snapshot again.',

  // address-holders-destination
  'other-holders-listed':
    'Addresses on {domains} have other holders here{contacts, plural, =0 {} one { · # contact} other { · # contacts}}{others, plural, =0 {} one { · # other object} other { · # other objects}}{deleted, plural, =0 {} one { · # deleted object} other { · # deleted objects}}. The list says who has each let go and when{deleted, plural, =0 {.} other {; what is deleted must be purged.}}',
  'operator-holds-address':
    '{name} is on the roster or protected and holds {address} here: settle with that person how it becomes free. No step takes it away.',

  // upn-to-initial-domain
  'user-synced':
    '{name} is mastered on premises: its sign-in name cannot be changed in the cloud. Move it to cloud management first.',
  'external-recipient-limit':
    'From now until the domain has moved, the whole organisation can write to {limit, number} outside recipients in {hours, number} hours: Microsoft limits mail from initial domains.',
  'names-collide':
    '{count, plural, one {# name collides and is renamed} other {# names collide and are renamed}} as in the plan.',
  'name-renamed': '{from} becomes {to}: the plain name is taken.',
  'names-stay-on-moving-domain':
    '{count, plural, one {# sign-in name stays} other {# sign-in names stay}} on the moving domains: a person must settle each before the domain can go.',
  'mailbox-gone': '{name} had a mailbox and has none now: its addresses could not be put back.',
  'user-gone': '{name} is no longer in the directory.',
  'name-not-as-planned': 'The sign-in name is {present}, planned is {wanted}.',
  'exchange-not-followed': 'Exchange still shows {present} for {wanted}.',
  'addresses-not-as-before': '{name} does not have the addresses it had before.',
  'name-appeared-on-moving-domain': '{name} is on a moving domain and was not in the plan: plan again.',
  'names-off-moving-domains':
    '{count, plural, one {# sign-in name was} other {# sign-in names were}} changed; of {users, number} users none in scope is left on the moving domains{staying, plural, =0 {} one {, # stays on purpose} other {, # stay on purpose}}.',
  'names-restored':
    '{count, plural, one {The sign-in name is} other {All # sign-in names are}} back, and the addresses with {count, plural, one {it} other {them}}.',

  // default-domain-source
  'initial-domain-missing': 'The tenant does not list {domain} as a verified domain: correct the configuration.',
  'default-domain-unclear':
    'The directory names {count, plural, =0 {no default domain} other {# default domains}} at the moment: plan again in a minute.',
  'default-domain-as-planned': '{domain} is the default domain.',
  'default-domain-not-as-planned': 'The default domain is {present}, planned is {wanted}.',

  // Addresses off the moving domains: mailboxes, groups, Microsoft 365 groups
  'mailbox-without-initial-address':
    '{name} has its primary address on a moving domain and none on the initial domain that could take its place: give it one first.',
  'group-synced':
    '{name} is mastered on premises: its addresses cannot be changed in the cloud. Move it to cloud management first.',
  'group-primary-not-moved':
    '{name} still has its primary address on a moving domain: move it to the initial domain first.',
  'address-still-on-moving-domain': '{name} still has {address}.',
  'address-lost': '{name} has lost {address}, which was to stay.',
  'address-appeared-on-moving-domain': '{name} has {address} and was not in the plan: plan again.',
  'address-holder-gone':
    '{name} is no longer there, and nobody planned that: deleted, it may hold its addresses still.',
  'addresses-restored':
    '{count, plural, one {The list of addresses is} other {All # lists of addresses are}} as before.',
  'mailboxes-off-moving-domains':
    '{count, plural, one {# mailbox was} other {# mailboxes were}} taken off the moving domains; {recipients, number} read back, none in scope left there{staying, plural, =0 {} one {, # stays on purpose} other {, # stay on purpose}}.',
  'groups-off-moving-domains':
    '{count, plural, one {# group was} other {# groups were}} taken off the moving domains; {recipients, number} read back, {staying, plural, =0 {none} other {#}} left there.',
  'm365-groups-off-moving-domains':
    '{count, plural, one {# Microsoft 365 group was} other {# Microsoft 365 groups were}} taken off the moving domains; {recipients, number} read back, {staying, plural, =0 {none} other {#}} left there.',

  // Addresses and primary addresses at the destination
  'no-addresses-taken':
    'The night took no address on a moving domain off {of, select, mailboxes {any mailbox} other {any group}} of the source, so there is nothing to give back here.',
  'addresses-to-give':
    '{of, select, mailboxes {{count, plural, one {# mailbox} other {# mailboxes}}} other {{count, plural, one {# group} other {# groups}}}} of the source held {addresses, plural, one {# address} other {# addresses}} on {domains}: each goes to one mailbox or group here, and those of one object stay together.',
  'addresses-to-give-as-mapped':
    '{of, select, mailboxes {{count, plural, one {# mailbox} other {# mailboxes}}} other {{count, plural, one {# group} other {# groups}}}} of the source held {addresses, plural, one {# address} other {# addresses}} on {domains}: each goes to the object here that the mapping names, as the list beside this card says.{unnamed, plural, =0 {} one { The mapping does not speak of # of them: its addresses stay together on one object.} other { The mapping does not speak of # of them: the addresses of each stay together on one object.}}',
  'addresses-in-no-row':
    'In no row of the mapping: {names}. Say who gets {count, plural, one {its addresses} other {their addresses}}, before mail to them comes in.',
  'addresses-stay-behind':
    '{of, select, mailboxes {{count, plural, one {# mailbox stays} other {# mailboxes stay}}} other {{count, plural, one {# group stays} other {# groups stay}}}} behind by the mapping: nobody here is to get {addresses, plural, one {its address} other {their # addresses}} on the moving domains, and mail to {addresses, plural, one {it} other {them}} is refused.',
  'destination-address-missing':
    '{name}: {count, plural, one {{addresses} is held by nobody here} other {# addresses are held by nobody here, such as {addresses}}}.',
  'destination-address-owed':
    '{name}: {count, plural, one {{addresses} is held by nobody here and goes} other {# addresses, such as {addresses}, are held by nobody here and go}} to {to}.',
  'destination-address-elsewhere':
    '{name}: {count, plural, one {{addresses} stands} other {# addresses, such as {addresses}, stand}} on {holders} here, and the mapping gives {count, plural, one {it} other {them}} to {to}.',
  'destination-address-held-by-other':
    '{address} is held by {holder}, {kind, select, contact {a contact} guest {a guest} mailUser {a mail user} publicFolder {a public folder} other {no mailbox and no group}}: until it lets go, nobody else can have it.',
  'destination-addresses-apart':
    '{name}: its addresses stand on {count, number} objects here ({holders}) and belong on one.',
  'destination-addresses-held':
    'Read in Exchange: {addresses, plural, one {the # address} other {all # addresses}} of {of, select, mailboxes {{count, plural, one {# mailbox} other {# mailboxes}}} other {{count, plural, one {# group} other {# groups}}}} of the source, each held by one mailbox or group here, those of one object together. {recipients, plural, one {# object holds} other {# objects hold}} addresses on the moving domains here.',
  'destination-addresses-gone':
    'Read in Exchange: {of, select, mailboxes {no mailbox} other {no group}} here holds an address on {domains}.',
  'primaries-to-set':
    '{of, select, mailboxes {{count, plural, one {# mailbox} other {# mailboxes}}} other {{count, plural, one {# group} other {# groups}}}} of the source had the primary address on {domains}: whoever holds that address here gets it as the primary one.',
  'destination-primary-differs': '{name} has the primary address {present}; at the source it was {wanted}.',
  'destination-primaries-set':
    'Read in Exchange: {count, plural, one {# holder} other {# holders}} of a former primary address of {of, select, mailboxes {a mailbox} other {a group}} {count, plural, one {has} other {have}} it as the primary one.',
  'destination-primary-stays': '{name} still has the primary address {present}.',
  'destination-primaries-back':
    'Read in Exchange: {of, select, mailboxes {no mailbox} other {no group}} here has its primary address on {domains}.',

  // forwarding-removed-destination, contacts-removed-destination, address-holders-cleared
  'no-forwards-to-moving-domains':
    'Read in Exchange: none of the {mailboxes, plural, one {# mailbox} other {# mailboxes}} here forwards to an address on {domains}. Inbox rules were not looked at.',
  'forwards-to-remove':
    '{count, plural, one {# mailbox} other {# mailboxes}} of {mailboxes, number} here {count, plural, one {forwards} other {forward}} to an address on {domains}.',
  'forward-to-moving-domain': '{name} forwards to {address}.',
  'forward-not-back': '{name} does not forward to {address} as it did before.',
  'forwards-back':
    'Read in Exchange: {count, plural, one {the # mailbox forwards} other {all # mailboxes forward}} as before.',
  'no-contacts-on-moving-domains':
    'Read in Exchange: none of the {contacts, plural, one {# contact} other {# contacts}} here has an address on {domains}.',
  'contacts-to-remove':
    '{count, plural, one {# contact} other {# contacts}} of {contacts, number} here {count, plural, one {has} other {have}} an address on {domains}.',
  'contact-on-moving-domain': 'The contact {name} has {address}.',
  'contact-not-back': 'There is no contact for {address} ({name}).',
  'contacts-back':
    'Read in Exchange: {count, plural, one {the # contact is} other {all # contacts are}} there again. Groups they were in were not looked at.',
  'no-other-holders':
    'Read in Exchange and the directory: but for mailboxes, groups and contacts nobody here holds an address on {domains}{left, plural, =0 {} one {; # account of the people of the night is left to them} other {; # accounts of the people of the night are left to them}}.',
  'holders-to-clear':
    '{count, plural, one {# other object holds} other {# other objects hold}} an address on {domains}{left, plural, =0 {} one {; # account of the people of the night is left to them} other {; # accounts of the people of the night are left to them}}.',
  'holder-not-back': '{name} does not hold {address} again.',
  'holders-back':
    'Read in Exchange and the directory: {count, plural, one {the # holder has its} other {all # holders have their}} addresses again.',

  // federated-to-managed, directory-sync-check
  'domains-managed': 'Read in the directory: {domains}: Managed, none is Federated.',
  'domains-federated': 'Read in the directory: {domains} is Federated again.',
  'domain-federated': '{domain}: Federated today.',
  'domain-type-differs': '{domain}: {present}, wanted is {wanted}.',
  'domain-type-unseen': '{domain}: the tenant does not list it, so how people sign in could not be seen.',
  'nobody-synced':
    'Read in the directory: {users, plural, one {# user} other {# users}} and {groups, plural, one {# group} other {# groups}} on the moving domains, none mastered on premises.',
  'still-synced': '{name} is still mastered on premises. Move it to cloud management, then look again.',

  // groups-primary-to-initial-domain
  'group-primaries-moved':
    '{count, plural, one {# group has its primary address on the initial domain and none} other {# groups have their primary address on the initial domain and none}} on the moving domains; {recipients, number} read back{staying, plural, =0 {} one {, # with another primary address comes later} other {, # with another primary address come later}}.',

  // domain-blockers, no-dependencies-left
  'scan-recipients':
    '{seen, select, whole {Recipients and mail-enabled public folders, by address: {count, plural, =0 {nothing} other {#, by later steps {byStep, number}, by people {byPeople, number}}}.} other {Recipients and mail-enabled public folders, by address: could not be read whole. {text}}}',
  'scan-deleted-mailboxes':
    '{seen, select, whole {Soft-deleted and inactive mailboxes: {count, plural, =0 {nothing} other {#, by later steps {byStep, number}, by people {byPeople, number}}}.} other {Soft-deleted and inactive mailboxes: could not be read whole. {text}}}',
  'scan-users':
    '{seen, select, whole {Users and guests: {count, plural, =0 {nothing} other {#, by later steps {byStep, number}, by people {byPeople, number}}}.} other {Users and guests: could not be read whole. {text}}}',
  'scan-deleted-users':
    '{seen, select, whole {Deleted users: {count, plural, =0 {nothing} other {#, by later steps {byStep, number}, by people {byPeople, number}}}.} other {Deleted users: could not be read whole. {text}}}',
  'scan-groups':
    '{seen, select, whole {Groups: {count, plural, =0 {nothing} other {#, by later steps {byStep, number}, by people {byPeople, number}}}.} other {Groups: could not be read whole. {text}}}',
  'scan-deleted-groups':
    '{seen, select, whole {Deleted Microsoft 365 groups: {count, plural, =0 {nothing} other {#, by later steps {byStep, number}, by people {byPeople, number}}}.} other {Deleted Microsoft 365 groups: could not be read whole. {text}}}',
  'scan-contacts':
    '{seen, select, whole {Contacts: {count, plural, =0 {nothing} other {#, by later steps {byStep, number}, by people {byPeople, number}}}.} other {Contacts: could not be read whole. {text}}}',
  'scan-applications':
    '{seen, select, whole {Identifier URIs of applications: {count, plural, =0 {nothing} other {#, by later steps {byStep, number}, by people {byPeople, number}}}.} other {Identifier URIs of applications: could not be read whole. {text}}}',
  'scan-subdomains':
    '{seen, select, whole {Subdomains: {count, plural, =0 {nothing} other {#, by later steps {byStep, number}, by people {byPeople, number}}}.} other {Subdomains: could not be read whole. {text}}}',
  'scan-references':
    '{seen, select, whole {The directory’s own list of references: {count, plural, =0 {nothing} other {#, by later steps {byStep, number}, by people {byPeople, number}}}.} other {The directory’s own list of references: could not be read whole. {text}}}',
  'blocker-operator':
    '{name} runs this migration or is a protected account, so no bulk change touches it, and it holds {domain} ({through}). The source’s or destination’s administrator settles this one account by hand: another sign-in name, and the addresses taken off.',
  'blocker-user':
    '{name} holds {domain} ({through}), and no step is left that takes this off. The administrator of the tenant: for a mailbox, Set-Mailbox without these addresses; for a user without one, Users, Manage username and email; for a synced account, on premises.',
  'blocker-guest':
    '{name} is a guest with an address on {domain} ({through}). Ask whoever invited them; then the administrator takes the address off (Set-MailUser -EmailAddresses), or deletes the guest, in the recycle bin too.',
  'blocker-recipient':
    '{name} is a mail user or another recipient that no step changes, and holds {domain} ({through}). The Exchange administrator takes the address off (Set-MailUser -EmailAddresses) or removes the recipient.',
  'blocker-group':
    'The group {name} holds {domain} ({through}), and no step is left that takes this off. The Exchange administrator takes the address off (Set-DistributionGroup, Set-UnifiedGroup -EmailAddresses); for a synced group, on premises.',
  'blocker-contact':
    'The contact {name} holds {domain} ({through}). The Exchange administrator takes the address off (Set-MailContact -EmailAddresses) or removes the contact.',
  'blocker-public-folder':
    'The public folder {name} receives mail on {domain} ({through}). Its owner says where that mail shall go; then the Exchange administrator takes the address off (Set-MailPublicFolder -EmailAddresses, or Disable-MailPublicFolder).',
  'blocker-application':
    'The application {name} is known as {through}, on {domain}. Its owner changes the URI (App registrations, Expose an API) together with the programs that ask for it.',
  'blocker-subdomain':
    '{through} lies below {domain} and must go first. The administrator clears what is on it and removes it (Settings, Domains), or it is named among the moving domains.',
  'blocker-deleted-user':
    '{name} is deleted but keeps {through} on {domain}. When nobody needs the account any more, the administrator deletes it for good (Entra, Deleted users). That cannot be undone.',
  'blocker-deleted-mailbox':
    'The deleted mailbox {name} keeps {through} on {domain}. With the word of whoever answers for holds, the Exchange administrator lifts them and deletes it for good (Remove-Mailbox -PermanentlyDelete). That cannot be undone.',
  'blocker-deleted-group':
    'The deleted group {name} keeps {through} on {domain}. The administrator deletes it for good in person (Entra, Deleted groups): applications may not. That cannot be undone.',
  'blocker-reference':
    'The directory says that {name} ({through}) refers to {domain}, but no other scan found it. This list lags: look again in some minutes. If it stays, the administrator opens the object in Entra by its id.',

  // Writes of domains that a tenant refused
  'domain-held-by-dependants':
    '{object}: the tenant does not let it go, and it stays as it was. {text} Look at the scans (“Why will the domain not let go?”), clear what they name, then plan again.',
  'domain-root-still-there':
    '{domain} is off, and not announced again yet: below {root}, which is still verified there, it would be verified at once. When {root} has left, plan again.',
  'force-delete-refused':
    '{object}: the tenant does not take the forced deletion, and it stays as it was. {text} Clear what it names, then plan again.',
  'domain-held-elsewhere': 'Another tenant still holds the domain: {text}.',
  'domain-there-already': 'The tenant has the domain already: {text}.',
  'domain-proof-unseen-by-tenant': 'The tenant does not find the TXT record yet: {text}.',

  // A domain leaves a tenant
  'domain-is-initial': '{domain} is the initial domain of the tenant: it never leaves. Correct the configuration.',
  'domain-is-default': '{domain} is still the default domain: make the initial domain the default first.',
  'left-out-being-deleted': '{domain} is being deleted: Microsoft accepted that earlier and carries it out.',
  'domain-comes-back-by-steps':
    '{domain} does not come back in one step: it is added, proved and verified again by the steps of the back-out.',
  'domain-releasing':
    '{domain}: {owner, select, source {the source} destination {the destination} other {{owner}}} is still known as its owner, {time} after the removal ({looks, plural, one {# look} other {# looks}}).',
  'domain-released':
    '{domain} is free: directory, Exchange and discovery have forgotten the old owner{minutes, plural, =-1 {} other { (after {time})}}.',
  'domain-taken-elsewhere':
    '{domain} now belongs to {owner}, which is neither of the two companies. Stop, and open a case with Microsoft.',
  'domain-not-as-planned':
    '{domain} is {present, select, absent {not there} unverified {there, unverified} verified {verified} other {being deleted}}, planned is {wanted, select, absent {not there} unverified {there, unverified} other {verified}}.',

  // force-remove-domain-source
  'forced-not-seen-whole': 'What refers to {domain} could not be read whole: {why}. Plan again.',
  'forced-exchange-first':
    '{domain}: {count, plural, one {# object} other {# objects}} of Exchange must let go first, because a forced deletion does not touch them: {names}.',
  'forced-multi-tenant-application':
    '{domain}: {count, plural, one {an application} other {# applications}} of several tenants uses it, which a forced deletion refuses: {names}. Change the identifier URIs first.',
  'forced-subdomains-first':
    '{domain}: {count, plural, one {# subdomain} other {# subdomains}} must go first: {names}.',
  'forced-too-many-references':
    '{domain}: {count, number} objects refer to it, and a forced deletion takes {limit, number} at most. Clear the scans first.',
  'forced-renames':
    '{domain}: Microsoft renames what still refers to it ({count, plural, =0 {nothing was found} one {# object} other {# objects}}) to the initial domain. Accounts stay enabled.',
  'forced-names-stay':
    'The way back brings the domains back, not the names that Microsoft changed: those must be restored by hand, from the backup.',
  'force-delete-failed':
    'Microsoft began to delete {domain} and gave up; the domain is still there. Look at the scans, then plan again.',

  // A tenant is told that a domain will be its own
  'left-out-domain-added': '{domain} is added already, and not verified.',
  'left-out-domain-verified': '{domain} is verified already, as wanted.',
  'left-out-verified-by-others':
    '{domain} is verified already, and not by the bot.{side, select, destination { A back-out would not take it off at the destination: somebody would have to, in its admin center.} other {}}',
  'domain-verified-by-others':
    '{domain} is verified, and not by the bot.{side, select, destination { A back-out would not take it off at the destination: somebody would have to, in its admin center.} other {}}',
  'domain-verified-at-destination':
    '{domain} is still verified at the destination. The bot did not verify it there, so the back-out does not take it off: remove it in the admin center of the destination, then plan again.',
  'domain-owned-elsewhere':
    '{domain} belongs to {owner}, which is neither of the two companies: find out who that is before anything else.',
  'adding-may-be-put-off':
    'The source still owns {domain}. If the destination does not take it yet, nothing is lost: this is offered again when the source has let go.',
  'adding-put-off': 'The destination does not take {domain} while the source owns it: {text}',
  'domain-added':
    '{domain} is added at the {side, select, source {source} other {destination}}; the TXT record comes next.',
  'domain-gone': '{domain} is no longer at the {side, select, source {source} other {destination}}.',
  'domain-not-added':
    '{domain} is not added at the {side, select, source {source} other {destination}}: do that first.',
  'domains-proved-already':
    'Every domain is verified at the {side, select, source {source} other {destination}} already: no record is needed.',

  // A tenant takes a domain for its own
  'services-not-decided': 'Nobody has decided which services the domain is for: answer “services needed” first.',
  'proof-not-published':
    '{domain}: the TXT record {value} is missing at {servers}. Publish it, then plan again; the tenant would refuse.',
  'proof-not-seen':
    '{domain}: {count, plural, =0 {no name server} one {# name server} other {# name servers}} could be asked for the TXT record in vain. Whether it is there, the tenant will say.',
  'domain-still-owned':
    '{domain} still belongs to {owner, select, source {the source} destination {the destination} other {{owner}}}, as far as the world is told. Wait for the release, then plan again.',
  'domain-still-cached':
    '{domain} is still in some caches of its old owner: the tenant may refuse for a while, and is asked again.',
  'domain-type-by-hand':
    '{domain} was {type} in Exchange, and comes back as Authoritative. Afterwards: Set-AcceptedDomain {domain} -DomainType {type}.',
  'services-by-themselves':
    '{domain} also served {services}, which cannot be set: Microsoft’s services do that by themselves. Look at it afterwards.',
  'services-not-as-planned': '{domain} serves {present}, planned is {wanted}.',
  'exchange-does-not-accept-yet':
    '{domain} is verified, but Exchange of the {side, select, source {source} other {destination}} does not accept it yet.',
  'discovery-does-not-answer-yet':
    '{domain} is verified, but the world is not told yet that it belongs to the {side, select, source {source} other {destination}}.',
  'records-not-known-yet':
    '{domain} is verified, but the {side, select, source {source} other {destination}} does not say yet which DNS records it wants.',
  'domain-claimed':
    '{domain} belongs to the {side, select, source {source} other {destination}}, which asks for {records, plural, =0 {no DNS record} one {# DNS record} other {# DNS records}}.',

  // DNS
  'name-servers-unknown':
    'The name servers of {name} could not be found. Name them in DNS_AUTHORITATIVE if they are not public.',
  'name-server-unseen': '{server} could not be asked for {name}: {why}.',
  'record-missing': '{server} does not have {type} {value} for {name} yet.',
  'record-still-there': '{server} still has {type} {value} for {name}.',
  'record-published':
    '{type} {value} for {name} is at {servers, plural, one {the name server} other {all # name servers}}.',
  'record-removed':
    '{type} {value} for {name} is gone from {servers, plural, one {the name server} other {all # name servers}}.',
  'nothing-synced': 'The inventory counted no user and no group that is synced from a directory on premises.',
  'registration-decided':
    'It was decided that the registration {when, select, before {moves before T} after {moves after the cutover} other {stays where it is}}.',
  // A mapping that was proposed, or handed in
  'mapping-proposed':
    'Proposed from both tenants: {count, plural, one {# row} other {# rows}} in {waves, plural, =0 {no wave} one {# wave} other {# waves}} = {same, number} there already{create, plural, =0 {} other { + # to be made}}{replace, plural, =0 {} one { + # in the place of a contact or mail user} other { + # in the place of contacts or mail users}}{guest, plural, =0 {} one { + # who is a guest there} other { + # who are guests there}}{leave, plural, =0 {} one { + # that stays behind} other { + # that stay behind}}{open, plural, =0 {} other { + # that only people can decide}}.',
  'mapping-mailboxes':
    'Mailboxes of the source: {count, number} = {move, number} to move{behind, plural, =0 {} one { + # that stays behind by its row} other { + # that stay behind by their rows}}{open, plural, =0 {} other { + # that only people can decide}}{elsewhere, plural, =0 {} other { + # without an address on a moving domain, in no row}}{unmovable, plural, =0 {} other { + # of a kind that nothing moves, in no row}}.',
  'mapping-by-name':
    '{count, plural, one {# pair has} other {# pairs have}} nothing in common but the name, or {count, plural, one {is a room, list, group or shared mailbox} other {are rooms, lists, groups or shared mailboxes}} of a name that both companies have: read those rows (“How sure”: name).',
  'mapping-by-id-alone':
    '{count, plural, one {# row is} other {# rows are}} left open, because the two have an employee id in common and neither name nor local part, such as {name} and {other} ({address}), both {id}: only people know whether they are one.',
  'mapping-licences-unseen':
    'The bot may not see which licences the destination has left (LicenseAssignment.Read.All), so nobody checks whether they suffice.',
  'mapping-to-decide':
    'The proposal cannot be taken as it stands: in {rows, plural, one {# of its rows} other {# of its rows}} only people know the answer. Take mapping-proposal.xlsx, fill them in and hand it in.',
  'mapping-refused':
    'The table was not taken: {faults, plural, one {# fault} other {# faults}} in {rows, plural, one {# row} other {# rows}} (it has {count, number}). Mend mapping-faults.xlsx, which names each beside its row, and hand it in.',
  'mapping-as-proposed':
    'Held against the bot’s own proposal: everybody who moves has the target that the proposal has, or one where it has none{rows, plural, =0 {} one {. # row differs in something else: mapping-against-proposal.xlsx} other {. # rows differ in something else: mapping-against-proposal.xlsx}}.',
  'mapping-against-proposal':
    'Held against the bot’s own proposal, {count, plural, one {# row has another target} other {# rows have another target}}{crossed, plural, =0 {} one {: # is crossed, and gets what is somebody else’s} other {: # are crossed, and get what is somebody else’s}}{apart, plural, =0 {} one {; in # the two look like two people} other {; in # the two look like two people}}{others, plural, =0 {} one {; # more goes elsewhere} other {; # more go elsewhere}}. mapping-against-proposal.xlsx has each, proposal beside table. {decided, select, yes {It was ticked that they are meant.} other {Correct the table, or tick that they are meant.}}',
  'mapping-further-stand-ins':
    'Beside what gives way by its row, {count, plural, one {# more object stands} other {# more objects stand}} at the destination for somebody who moves, such as {name} ({kind}) for {source}: nothing takes it away by itself, and it keeps the address. Delete it there first.',
  'mapping-columns-unread':
    'Nobody reads {count, plural, one {the column} other {the # columns}} {columns}. What is meant by {count, plural, one {it} other {them}} belongs under one of the headings of the proposal (such as “Wave” or “Licence”).',
  'mapping-sheets-unread':
    'Only the first sheet that is not hidden is read, and {count, plural, one {another one has} other {# others have}} rows: {sheets}. Put all rows on the first one.',
  'mapping-ready':
    'Every row was checked: {rows, plural, one {# row} other {# rows}} = {mailboxes, plural, one {# mailbox} other {# mailboxes}} to move{groups, plural, =0 {} one { + # group} other { + # groups}}{others, plural, =0 {} one { + # contact or mail user} other { + # contacts and mail users}}{behind, plural, =0 {} one { + # that stays behind} other { + # that stay behind}}. {decided, select, yes {It is} other {Answered with, it is}} version {version, number} ({hash}).',
  'mapping-differs':
    'Every row was checked: {rows, plural, one {# row} other {# rows}} = {mailboxes, plural, one {# mailbox} other {# mailboxes}} to move{groups, plural, =0 {} one { + # group} other { + # groups}}{others, plural, =0 {} one { + # contact or mail user} other { + # contacts and mail users}}{behind, plural, =0 {} one { + # that stays behind} other { + # that stay behind}}. Against version {before, number}: {added, number} added, {removed, number} removed, {changed, number} changed. {decided, select, yes {It is} other {Answered with, it is}} version {version, number} ({hash}).',
  'mapping-as-before':
    'Every row was checked: {rows, plural, one {# row} other {# rows}} = {mailboxes, plural, one {# mailbox} other {# mailboxes}} to move{groups, plural, =0 {} one { + # group} other { + # groups}}{others, plural, =0 {} one { + # contact or mail user} other { + # contacts and mail users}}{behind, plural, =0 {} one { + # that stays behind} other { + # that stay behind}}. It says what version {version, number} ({hash}) says.',
  'mapping-stays-behind':
    '{count, plural, one {# object stays} other {# objects stay}} behind, and {count, plural, one {loses its addresses} other {lose their addresses}} on the moving domains in the night: {names}{more, plural, =0 {} other { and {more, number} more}}.',
  'mapping-without-licence':
    '{count, plural, one {# person has} other {# people have}} no licence in the mapping, and no mailbox before a group or somebody gives one: {names}{more, plural, =0 {} other { and {more, number} more}}.',
  'mapping-kept-elsewhere':
    'The answer says where the mapping lies, and the bot does not read it: who joins or leaves is for people to notice.',
  'loses-addresses-in-no-row':
    '{count, plural, one {# of these is in no row of the mapping} other {# of these are in no row of the mapping}} (version {version, number}), such as whoever came since: {names}. Nobody at the destination gets {count, plural, one {its} other {their}} {addresses, plural, one {# address} other {# addresses}}, and mail to {addresses, plural, one {it} other {them}} is refused. Answer “Who moves” again with a row for each first, or go on knowing it.',
  'loses-addresses-behind':
    '{count, plural, one {# of these stays} other {# of these stay}} behind by the mapping: {names}. {count, plural, one {It loses} other {They lose}} {addresses, plural, one {# address} other {# addresses}} on the moving domains, and nobody at the destination gets {addresses, plural, one {it} other {them}}.',
  'mapping-behind':
    '{count, plural, one {# object stays} other {# objects stay}} behind by version {version, number}, and {count, plural, one {loses its addresses} other {lose their addresses}} on the moving domains in the night: {names}. Nobody at the destination gets them.',
  'mapping-holds':
    'Version {version, number} holds: all {count, plural, one {# row} other {# rows}} have their object, and nobody is missing.',
  'mapping-joined':
    '{name} ({address}, {kind}) has come to the source since version {version, number}, and no row speaks of them: at T the address goes with its domain, and nobody at the destination gets it. Answer “Who moves” again with a row more, or accept that they stay behind without it.',
  'mapping-left':
    '{name} ({address}) is no longer in the source, and version {version, number} still moves them. Answer “Who moves” again without the row, or accept it.',
  'mapping-target-gone':
    '{target}, to whom {name} ({address}) moves by version {version, number}, is no longer at the destination. Restore it there, or answer “Who moves” again.',
  'mapping.source-empty': 'Row {row}: “Source Email” is empty. Write who moves, or take the row out.',
  'mapping.target-empty':
    'Row {row}: “Destination Email” is empty. Write who it is at the destination or the address to be made; or write leave as the action.',
  'mapping.several-in-cell':
    'Row {row}: “{column}” has more than one address ({value}). Leave one in it, and give every other one a row of its own.',
  'mapping.no-address': 'Row {row}: “{value}” in “{column}” is no address. Write it as name@domain.',
  'mapping.cell-error': 'Row {row}: Excel shows an error in “{column}” ({value}). Write the value itself.',
  'mapping.cell-formula':
    'Row {row}: the formula in “{column}” has no value. Open the file in Excel and save it, or write the value itself.',
  'mapping.cell-long': 'Row {row}: “{column}” has {length, number} characters. Leave the address or value alone in it.',
  'mapping.cell-unseen':
    'Row {row}: “{column}” has characters that nobody sees ({value}), as come along from a page or letter. Type it anew.',
  'mapping.letter-alike':
    'Row {row}: “{value}” in “{column}” has a letter of another script, {letter}, which only looks like a Latin one. Type the address anew.',
  'mapping.action-unknown': 'Row {row}: “{value}” is no action. Write same, create, replace, guest or leave.',
  'mapping.wave-unreadable':
    'Row {row}: “{value}” is no wave. Write a whole number from 1 to {most, number}, or nothing.',
  'mapping.kind-unknown':
    'Row {row}: “{value}” is no kind of recipient. Leave “Kind” as the proposal has it, or empty.',
  'mapping.id-unreadable':
    'Row {row}: “{value}” in “{column}” is no object id. Copy it from the proposal, or leave it empty.',
  'mapping.source-unknown': 'Row {row}: nobody in the source has {address}. Correct it, or take the row out.',
  'mapping.source-address-gone':
    'Row {row}: nobody in the source has {address} any more; the object of this row is {name}. Write that address.',
  'mapping.source-id-unknown':
    'Row {row}: the source has no object {id} (any more) for {address}. Take the row out, or empty the id to be found by address.',
  'mapping.source-id-differs':
    'Row {row}: {address} belongs to {other}, and the id in the row to {name}. Rows have slipped when sorting: copy both from one row of the proposal.',
  'mapping.source-deleted':
    'Row {row}: {name} ({address}) is in the bin of the source. Restore it there, or take the row out.',
  'mapping.source-public-folder':
    'Row {row}: {name} ({address}) is a public folder, and public folders are not moved by this list. Take the row out and plan it by itself.',
  'mapping.source-no-mailbox':
    'Row {row}: {name} ({address}) is a user without mailbox or address in Exchange: there is nothing to copy. Take the row out, or give the user a licence first.',
  'mapping.source-other-side':
    'Row {row}: {address} is {name} of the destination. Exchange the two addresses, if they were written the wrong way round.',
  'mapping.kind-differs':
    'Row {row}: {address} is of the kind {kind}, not {value}. Write what it is, or leave “Kind” empty.',
  'mapping.source-guest':
    'Row {row}: {name} ({address}) is a guest of the source and stays with the company at home. Write leave, or take the row out.',
  'mapping.kind-cannot-move':
    'Row {row}: {address} is a {kind}, and no tool moves that kind. Write leave, and export what is in it by itself.',
  'mapping.source-on-roster':
    'Row {row}: {address} belongs to {person}, who is on the roster: bulk steps leave it out. Have {person}’s roles given with /assign to an account that stays, and hand the same table in again: then this one moves as everybody’s does. If you write leave, nothing of it is copied, and whoever writes to it after the night gets the letter back.',
  'mapping.source-protected':
    'Row {row}: {address} is {why, select, bot {the account the bot runs under} mover {the account of the mailbox mover} other {a break-glass account}}: no step touches it. Write leave.',
  'mapping.target-missing': 'Row {row}: nobody at the destination has {address}. Correct it, or write create.',
  'mapping.target-deleted':
    'Row {row}: {name} ({address}) is in the bin of the destination. Restore it there, or name somebody else.',
  'mapping.target-no-mailbox':
    'Row {row}: {name} ({address}) is there, and has no mailbox to copy into. Give it a licence first, or name somebody else.',
  'mapping.target-id-unknown':
    'Row {row}: the destination has no object {id} (any more). Empty the id, or copy it from the proposal.',
  'mapping.target-id-differs':
    'Row {row}: {address} is not an address of {name}, whose id stands in the row. Correct the one or empty the other.',
  'mapping.target-guest':
    'Row {row}: {name} ({address}) is a guest account at the destination. Write guest, and the address it is to have there.',
  'mapping.target-kind':
    'Row {row}: a {kind} of the source cannot become a {other} at the destination. Name another object, or write create.',
  'mapping.target-other-person':
    'Row {row}: {source} has the employee id {id}, and {name} there the employee id {other}: two people. Name the right one, or write create.',
  'mapping.target-on-roster':
    'Row {row}: {address} belongs to {person}, who is on the roster: no bulk step may change it. If that is who this row is about, have {person}’s roles given with /assign to another account, and hand the same table in again; if not, name the right account.',
  'mapping.target-protected':
    'Row {row}: {address} is {why, select, bot {the account the bot runs under} mover {the account of the mailbox mover} other {a break-glass account}}: nobody’s mail goes there. Name another account.',
  'mapping.create-with-target':
    'Row {row}: the action is create, and the id in the row is {name}, who is there. Write same, or empty “Destination Object Id”.',
  'mapping.no-guest':
    'Row {row}: the action is guest, and {name} has no guest account at the destination. Write create, or the id of the guest.',
  'mapping.nothing-to-replace':
    'Row {row}: the action is replace, and there is no contact or mail user at the destination for {name}. Write create, or the id of the contact.',
  'mapping.target-on-moving-domain':
    'Row {row}: {domain} is not at the destination before the night, so {address} cannot be made there now. Take an address on {other}; the one on {domain} comes in the night.',
  'mapping.target-domain-unknown': 'Row {row}: the destination has no domain {domain}. Take an address on {other}.',
  'mapping.target-domain-unverified':
    'Row {row}: {domain} is not verified at the destination. Verify it, or take an address on {other}.',
  'mapping.target-long':
    'Row {row}: what stands before the at sign of {address} has {length, number} characters, and {most, number} are allowed. Shorten it.',
  'mapping.target-domain-long':
    'Row {row}: a sign-in name may have {most, number} characters behind the at sign, and {address} has {length, number}. Take a shorter domain.',
  'mapping.target-dots':
    'Row {row}: {address} begins or ends with a dot before the at sign, or has two in a row. Take them out.',
  'mapping.target-characters':
    'Row {row}: {address} has characters that the services do not take. The nearest that they take is {fits} before the at sign.',
  'mapping.target-reserved':
    'Row {row}: {local} is a reserved name: whoever has it can speak for the domain. Take another one, such as {local}.team.',
  'mapping.target-taken':
    'Row {row}: {address} belongs to {name} ({kind}) at the destination already. Write same if that is the one, or take another address.',
  'mapping.target-taken-deleted':
    'Row {row}: {address} is held by {name}, who is in the bin of the destination. Take another address, or delete that one for good.',
  'mapping.target-taken-user':
    'Row {row}: {address} is the sign-in name or address of {name}, a user without mailbox at the destination. Take another address, or give that user a licence and write same.',
  'mapping.licence-by-hand':
    'Row {row}: the bot gives licences to mailboxes of people alone, and {source} is a {kind}. Clear the cell; where it takes one (over 50 GB, an archive, a hold) the destination administrator gives it once the mailbox is made.',
  'mapping.licence-not-needed': 'Row {row}: a {kind} needs no licence. Empty “Licence” ({licence}).',
  'mapping.licence-unknown':
    'Row {row}: the destination has no licence {licence}. Write one that it has, or nothing where a group gives it.',
  'mapping.licence-without-mailbox':
    'Row {row}: {licence} holds no mailbox. Write a licence with Exchange in it, or nothing where a group gives it.',
  'mapping.source-twice': 'Row {row}: {address} stands in row {first} already. Leave one of the two.',
  'mapping.source-again': 'Row {row}: {address} and {other} (row {first}) are one object. Leave one of the two rows.',
  'mapping.target-twice':
    'Row {row}: {address} is what {other} in row {first} gets. Give one of the two another address.',
  'mapping.target-again':
    'Row {row}: {name} ({address}) is what {other} in row {first} becomes, under another address. Two people cannot become one: name another object.',
  'mapping.licences-short':
    'Row {row}: it is number {number, number} for {licence}, and {left, plural, =0 {none is} one {# is} other {# are}} left at the destination. Buy more, or write another licence.',
  'mapping.in-no-row':
    '{name} ({address}) has a mailbox on a moving domain, and no row speaks of it. Give it a row; write leave if it stays.',
  'mapping.crossed':
    'Row {row}: {name} ({source}) gets {target}, which by the proposal, or by its name, is {other}’s. If one column was sorted by itself, sort all of them together.',
  'mapping.apart-by-name':
    'Row {row}: {name} ({source}) becomes {target}, who is {other} there: neither the name nor what stands before the at sign is alike.',
  'mapping.apart-by-id':
    'Row {row}: {name} ({source}) has the employee id {id}, and {other} ({target}) there {otherId}.',
  'mapping.otherwise': 'Row {row}: {name} ({source}) gets {target}, and the proposal has {proposed} for them.',
  'sender-stays':
    'Shared mailboxes of both tenants are offered, but for those on {domains}: their addresses change in the night.',
  'no-shared-mailbox-stays': 'Neither tenant has a shared mailbox that stays: type the address of another mailbox.',
  'mail-gap-bounces': 'It was decided that mail may bounce during the gap: MX stays as it is.',
  'mx-today':
    'Mail for {domain} goes to {hosts} today; resolvers remember that for up to {minutes, plural, one {# minute} other {# minutes}}.',
  'mx-none-today': '{domain} has no MX record today.',
  'mx-takes-no-mail': '{domain} says today that it takes no mail (an MX record that names no host).',
  'mx-unseen-today': 'Where mail for {domain} goes today could not be seen: none of its name servers answered.',
  'mx-gateway-today':
    'Before the tenant stands {host} today. If that can hold mail for some hours, it is the relay, and MX need not change; mail is proposed to come in through it afterwards, too.',
  'mx-host-missing':
    'No host was named for the parked mail. Decide “mail during the gap” again with a host: the relay that holds mail, or one whose address answers nobody (a name that does not exist makes senders give up at once).',
  'mx-host-unknown':
    'No name server knows an address of {host}: senders give up on it at once, and no mail would come there. If it is mistyped, answer “Mail in the gap and after it” again; if not, give it an address in DNS.',
  'mx-remembered-for':
    '{domain}: today’s MX may be remembered for {minutes, plural, one {# minute} other {# minutes}} after the change; the bot waits that out.',
  'mail-held-at':
    '{domain}: MX leads to {hosts} already and stays. Have that hold the mail of the domain from now until the switch: what it went on handing to the source would be refused there. Nobody can read from here whether it holds.',
  'mx-not-as-asked': '{domain}: {server} has MX {present}, wanted is {wanted} alone.',
  'mx-remembered':
    '{domain}: {count, plural, one {# resolver remembers} other {# resolvers remember}} the old MX ({resolvers}), the last one until {until}. Mail may still come the old way.',
  'resolvers-unseen':
    '{domain}: none of {count, plural, one {# resolver} other {# resolvers}} could be asked what the world remembers. Name some in DNS_RESOLVERS.',
  'resolvers-fail':
    '{domain}: the name servers answer, but {count, number} of {of, plural, one {# resolver} other {# resolvers}} ({resolvers}) {count, plural, one {fails} other {fail}} on it: for whoever asks there the domain is gone, and mail with it. Most often an old DS record (DNSSEC) is left at the registrar: have it removed, or renewed to fit the zone.',
  'mx-everywhere':
    '{domain}: MX is {value} at {servers, plural, one {the name server} other {all # name servers}}; of {resolvers, plural, one {# resolver} other {# resolvers}} {seen, number} could be asked and agree.',
  'mx-ttl-low-already': 'The TTL of MX is at most {wanted, number} s already: there is nothing to lower.',
  'mx-ttl-not-as-asked': '{domain}: {server} gives MX a TTL of {present, number} s, wanted is {wanted, number} s.',
  'mx-ttl-remembered':
    '{domain}: {count, plural, one {# resolver keeps} other {# resolvers keep}} MX by the long TTL of before ({resolvers}), the last one until {until}.',
  'mx-ttl-low':
    '{domain}: MX has a TTL of at most {wanted, number} s at {servers, plural, one {the name server} other {all # name servers}}; of {resolvers, plural, one {# resolver} other {# resolvers}} {seen, number} could be asked, and none keeps it longer.',
  'mx-ttl-everywhere':
    '{domain}: MX has a TTL of {wanted, number} s at {servers, plural, one {the name server} other {all # name servers}}; of {resolvers, plural, one {# resolver} other {# resolvers}} {seen, number} could be asked and know the same MX.',
  'mx-ttl-as-before': 'The TTL of MX is as it was: there is nothing to restore.',
  't-needs-mx': 'MX of {domain} lives {seconds, number} s: lowered now, that holds everywhere from {from}.',
  't-needs-mx-memory':
    'MX of {domain} is lowered, and some resolvers remember it for another {seconds, number} s: until {from}.',
  't-needs-mx-unseen':
    'No name server of {domain} could be asked now: a TTL of {seconds, number} s is assumed, so lowered now it holds from {from}.',
  't-needs-sync':
    'Directory synchronisation ({count, plural, one {# synced object} other {# synced objects}}) takes up to {hours} h to switch off: begun now, it is through at {from}.',
  't-needs-registration':
    'The registration moves before T, which may take {days} days: begun now, it is through at {from}.',
  't-needs-passes':
    'The pass over {mailboxes, plural, one {# mailbox} other {# mailboxes}} takes about {hours} h, and then {eve} h of the eve: T from {from}. Assumed, sizes are not known: {size} GB a mailbox, {speed} MB/h each, {together} at a time.',
  'record-remembered':
    '{count, plural, one {# resolver} other {# resolvers}} ({resolvers}) {action, select, publish {{count, plural, one {does} other {do}} not have} other {{count, plural, one {remembers} other {remember}}}} {type} {value} for {name}{action, select, publish { yet} other {}}{dated, select, no {} other {; what {count, plural, one {it remembers} other {they remember}} ends by {until}}}.',
  'record-everywhere':
    '{type} {value} for {name} {action, select, publish {is at} other {is gone from}} {servers, plural, one {the name server} other {all # name servers}}; of {resolvers, plural, one {# resolver} other {# resolvers}} {seen, number} could be asked and agree.',
  'record-beside': '{server} has {type} {value} for {name}, which was not there before: take it away.',
  'record-goes-too': '{name} has {type} {value} now, which was neither there before nor asked for: take it away, too.',
  'mx-moved-since':
    '{domain}: {server} has MX {present}, and had {wanted} before. If somebody moved mail on purpose, have that taken as it is; if nobody did, put MX back.',
  'spf-lets-send': '{domain}: SPF as it is lets the destination send, by a record that others keep for it. It stays.',
  'spf-extended':
    '{domain}: other senders stand in SPF today and stay; added is {added}. Take out by hand what no longer sends.',
  'spf-several':
    '{domain} has {count, number} SPF records, which receivers take for an error: one stays, with the senders of all of them. Take out by hand what no longer sends.',
  'spf-many-look-ups':
    '{domain}: SPF as asked for costs a receiver {lookUps, number} look-ups, and more inside its includes; beyond {most, number} it is taken for an error. Before you set it, take out by hand what no longer sends.',
  'spf-terms-left-out':
    '{domain}: receivers cannot read {terms} in SPF, and take the whole record for an error; the new one leaves it out. If it was to let somebody send, add it by hand, written rightly.',
  'spf-not-as-asked':
    '{domain}: SPF at {server} is {present}, which does not let everything send that {wanted} does; one record has to.',
  'spf-broken':
    '{domain}: receivers take the SPF record at {server} for an error ({present}): it needs more than ten look-ups before the destination is found, names what is not there, or has a term that is none. The destination asks for {wanted}.',
  'spf-unseen':
    '{domain}: whether the SPF record at {server} ({present}) lets send what {wanted} does could not be looked up: a name server it leads to did not answer.',
  'spf-as-asked':
    '{domain}: one SPF record that lets the destination send, at {servers, plural, one {the name server} other {all # name servers}}.',
  'gateway-hands-on':
    '{domain}: mail comes in through {hosts}, as was decided. There, set the delivery of the domain to {tenant}, last of all, and let go what is held; at the destination a connector for the gateway. That it hands mail on is seen by the letters.',
  'dkim-to-switch-on': '{domain}: once both DKIM records are seen, turn signing on in the Defender portal.',
  'dkim-not-set-up':
    '{domain}: nobody has set DKIM up at the destination yet, so its records cannot be told. Do it in the Defender portal, and set both CNAMEs that it names.',

  // mail-flow-proof
  'letters-to-write':
    '{domain}: somebody outside both companies writes to {example}, or to another mailbox there, and is answered from it. An account of your own at a public mail service will do.',
  'no-letters-expected': 'Nobody held an address on {domains}, and nobody holds one here: there is nobody to write to.',
  'letter-arrived':
    'Read in the message trace: a letter from {sender} to {recipient}, received {at}, was delivered (Message-ID {messageId}).',
  'letter-left':
    'Read in the message trace: a letter from {sender} to {recipient}, sent {at}, was delivered outside (Message-ID {messageId}).',
  'letter-in-held-up':
    '{domain}: the letter from {sender} to {recipient}, received {at}, was not delivered: {became, select, failed {it failed} pending {it is still under way} quarantined {it is in quarantine} filteredAsSpam {it was taken for spam} expanded {it went to a group, and whether anybody has it is not told} gettingStatus {its end is not known yet} other {{became}}} (Message-ID {messageId}). Look into it, and have one more written, to a mailbox.',
  'letter-out-held-up':
    '{domain}: the letter from {sender} to {recipient}, sent {at}, was not delivered: {became, select, failed {it failed} pending {it is still under way} quarantined {it is in quarantine} filteredAsSpam {it was taken for spam} expanded {it went to a group, and whether anybody has it is not told} gettingStatus {its end is not known yet} other {{became}}} (Message-ID {messageId}). Look into it, and write one more.',
  'letter-in-missing':
    '{domain}: since {since} the message trace knows of no letter from outside. Somebody outside both companies writes to {example}; the trace tells of it some minutes later.',
  'letter-out-missing':
    '{domain}: since {since} the message trace knows of no letter to the outside. Whoever has {example} answers somebody outside both companies; the trace tells of it some minutes later.',
  'letters-not-all-read':
    '{domain}: among the newest {count, number} letters, back to {to}, none {way, select, in {came from outside} other {went outside}}, and there are more than can be read. Have a new one written ({example}) and look again within the hour: the newest are read first.',

  // The last look
  'domain-not-at-destination':
    '{domain} should be the destination’s, and the world is told: {owner, select, nobody {nobody’s} source {the source’s} destination {the destination’s, where it is not verified} other {{owner}}}.',
  'domain-at-destination': '{domain} belongs to the destination, in its directory and as the world is told.',

  // back-out-proof
  'domain-at-source': '{domain} belongs to the source, in its directory and as the world is told.',
  'domain-not-at-source':
    '{domain} should be the source’s again, and the world is told: {owner, select, nobody {nobody’s} source {the source’s, where it is not verified} destination {the destination’s} other {{owner}}}.',
  'sign-in-names-as-before':
    'Read in the directory: {count, plural, one {the sign-in name} other {all # sign-in names}} that the night had changed {count, plural, one {is} other {are}} as before.',
  'sign-in-name-not-as-before': '{name} signs in as {present}; before the night it was {wanted}.',
  'source-addresses-as-before':
    'Read in Exchange: the addresses of {of, select, mailboxes {{count, plural, one {the # mailbox} other {all # mailboxes}}} other {{count, plural, one {the # group} other {all # groups}}}} that the night had changed are as before, the primary ones too.',
  'addresses-differ-from-before':
    '{name}: of the addresses before the night are missing {missing}; there are now besides {more}.',
  'domain-left-destination':
    '{domain} is {listed, select, yes {announced at the destination and not verified: /backout add-domain-destination takes that back, too} other {not at the destination any more}}.',
  'domain-still-at-destination': '{domain} is still verified at the destination.',
  'name-still-at-destination': '{name} still signs in at the destination by a name on a moving domain.',
} as const satisfies Record<string, string>;

/** Headings of the plan as a workbook. */
export const planWords = {
  sheet: 'Plan',
  side: 'Tenant',
  sides: { source: 'source', destination: 'destination' },
  kind: 'Kind',
  object: 'Object',
  objectId: 'Object id',
  property: 'Property',
  before: 'Now',
  after: 'Planned',
  records: {
    sheet: 'Records',
    action: 'Do',
    actions: { publish: 'publish', remove: 'take away' },
    name: 'Name',
    type: 'Type',
    value: 'Value',
    ttl: 'TTL, seconds',
  },
};
