/** What did not happen, why, and what to do next. ICU messages by refusal code. */
export const refusals: Record<string, string> = {
  // The door
  'activity.other-tenant':
    'Nothing was done: the message came from another tenant. Write from the tenant that hosts this channel.',
  'activity.unknown-person':
    'Nothing was done: the message does not say who sent it. Write from your own account in this team.',
  'activity.not-json': 'Nothing was done: the message could not be read. Send it again.',
  'door.refused':
    'A message was turned away before anybody read it ({why}). If it was yours, send it again from Teams.',
  'person.not-member':
    'Nothing was done: {name} is not a member of this team. Ask the team owner to add you, then try again.',
  'fault.internal':
    'Nothing is certain: something went wrong on our side while this was answered. Look at /status before you try again, and give the operator the number {id}.',

  // Cards and typed words
  'card.unknown-verb':
    'Nothing was done: this button belongs to another version of the card. Use the newest card in the thread.',
  'card.edited':
    'Nothing was done: the card came back changed ({verb}: {field}). Use the buttons of the card as it stands in the channel.',
  'card.stale': 'Nothing was done: the card is out of date. Use the newest card in the thread.',
  'card.gone': 'There is nothing to show: what this card was about is no longer open. Type /next for what is.',
  'command.is-a-button':
    'Nothing was done: “{typed}” is not typed, it is pressed. /next opens the card that waits for you; the button there is {button, select, go {“Say go”} no {“No, because…”} approve {“Approve …”} take {“Take the task”} other {“I have done it”}}.',
  'command.unknown': 'Nothing was done: there is no command “{typed}”. Did you mean /{nearest}? /help lists them all.',
  'command.bad-person': 'Nobody was found for “{typed}”. Mention one person of this team.',
  'command.bad-role': 'Nothing was assigned: there is no role “{typed}”. /roles lists them all.',
  'assign.incomplete':
    'Nothing was assigned: a role and exactly one person are needed. For example: /assign dns-admin @Dmitri.',
  'assign.not-picked':
    'Nothing was changed: “{typed}” is only text, and no person. Type @ and the first letters, and pick the name from the list that appears after @. For example: /assign dns-admin @Dmitri.',
  'assign.not-in-channel':
    'Nothing was assigned: “{typed}” is nobody of this channel. Add them to the team first, then choose them again.',
  'assign.unknown-role':
    'Nothing was assigned: there is no role “{typed}”. Did you mean {nearest}? /roles lists them all.',
  'needed.unknown-role':
    'Nothing was changed: “{typed}” does not begin with a role. Did you mean {nearest}? For example: /notneeded onprem-exchange-admin nothing is on premises. /roles lists them all.',
  'log.unknown':
    'The log was not searched: “{typed}” is no step, no person of this team and no kind of entry. Did you mean {nearest}? For example: /log 67, /log anna, /log refused, or several together.',
  'log.several':
    'The log was not searched: {count, number} people are called “{typed}”. Type the family name too, or mention the one you mean.',
  'start.unreadable-date':
    'The migration was not started: “{typed}” is not a date and time. Write it as 2026-12-12 18:00, with UTC or another zone behind it where it is not yours, or leave it out and agree it later.',
  'start.no-time':
    'The migration was not started: the time is missing. Give it beside the date: {date} 18:00. Or leave out both and agree on T later.',
  'start.no-date':
    'The migration was not started: the date is missing. Give it beside the time: 2026-12-12 {time}. Or leave out both and agree on T later.',
  'time.not-whole':
    '{doing, select, start {The migration was not started} move {T was not moved} other {Nothing was decided}}: “{rest}” was not understood. Write {doing, select, move {/reschedule 2026-12-21 20:00 +03:00 and then the reason} other {2026-12-12 18:00, with +03:00, UTC or Europe/Berlin behind it where the zone is not yours}}.{doing, select, move { A reason begins with a word that says nothing of the time.} other {}}',
  'time.zone-abbreviation':
    '{doing, select, start {The migration was not started} move {T was not moved} other {Nothing was decided}}: “{typed}” is short for a zone, and such short names mean different hours in different places and seasons. Write the zone as +03:00 or by its whole name, such as Europe/Moscow.',
  'time.unknown-zone':
    '{doing, select, start {The migration was not started} move {T was not moved} other {Nothing was decided}}: no zone is called “{typed}”. Write it as in Europe/Berlin, or as its difference to UTC: +03:00.',
  'time.city':
    '{doing, select, start {The migration was not started} move {T was not moved} other {Nothing was decided}}: “{typed}” behind a time can be meant as its zone. Write {zone} for that zone; or, if the reason begins there, begin it with another word.',
  'time.impossible-offset':
    '{doing, select, start {The migration was not started} move {T was not moved} other {Nothing was decided}}: no zone is {typed} from UTC; they lie between -14:00 and +14:00. Write it as +03:00.',
  'time.offset-or-reason':
    '{doing, select, start {The migration was not started} move {T was not moved} other {Nothing was decided}}: “{typed}” can be a zone, and can belong to the reason. For a zone write it as +03:00; a reason begins with a word.',
  'time.end':
    '{doing, select, start {The migration was not started} move {T was not moved} other {Nothing was decided}}: “{typed}” looks like an end, and T is one moment. Write its beginning alone; if a zone is meant, write it as UTC-05:00.',
  'time.seconds':
    '{doing, select, start {The migration was not started} move {T was not moved} other {Nothing was decided}}: T is a whole minute, and “{typed}” is none. Leave out the seconds.',
  'time.no-such-hour':
    '{doing, select, start {The migration was not started} move {T was not moved} other {Nothing was decided}}: {date} {time} does not exist in {zone} that night: the clocks are put forward. The next time that does is {next}.',
  'time.no-such-day':
    '{doing, select, start {The migration was not started} move {T was not moved} other {Nothing was decided}}: there is no {typed} in the calendar. Write the day as 2026-12-21 or 21.12.2026.',
  'time.shift':
    'T was not moved: “{typed}” was not understood. Write by how much as +2h, -30m, +2h30m or +1d12h, and the reason behind it, which begins with a word that says nothing of the time.',
  'start.past':
    'The migration was not started: {cutover} UTC has passed, it is {now} UTC now. Give a date and time that are still to come, or leave out both and agree on T later.',
  'file.too-large': 'The file was not taken: it is too large. Send a smaller one.',
  'file.not-readable':
    'The file was not taken: it is not what its name says. Save it again as CSV or Excel and send it once more.',
  'file.wrong-columns': 'The file was not taken: columns are missing. Compare it with the file you downloaded.',
  'file.link-expired': 'Nothing was downloaded: the link has run out. Open the card again for a fresh one.',
  'file.unknown': 'Nothing was downloaded: there is no such file. Open the card again.',
  'outbox.in-doubt':
    'A card may be missing here: the bot was interrupted while posting and cannot tell. /status and /next show where things stand.',

  // The migration and its people
  'migration.not-started':
    'Nothing was done: the migration has not begun. Press Start on the welcome card, or type /start.',
  'migration.already-started':
    'Nothing was started: the migration is under way already, /status shows where it stands. {moment, select, asking {T is agreed in step 46, which asks now: say another date and time on its card, and the others vote on it.} agreed {T was agreed in step 46 and stays; if the day no longer suits, say no at “Go or no-go”.} other {T is agreed in step 46: when its turn comes, the first to answer enters date and time, and the others vote on it.}}',
  'migration.turned-back':
    'Nothing was started: {over, select, yes {the migration has been backed out and is over; /status shows what was undone and what stays} other {the migration is turning back; /status shows how far it is}}. Another attempt is a new migration with a database of its own.',
  'person.no-role':
    'Nothing was done: you have no role in this migration. Ask a project manager to give you one: {managers}.',
  'role.not-project-manager': 'Nothing was changed: only a project manager gives and takes roles. Ask {who}.',
  'role.not-held': 'Nothing was changed: this person does not hold the role {role}. /roles shows who holds what.',
  'role.not-lead':
    'Nothing was changed: whether a role is needed is for the project manager or the business owner to say. Ask {who}.',
  'role.not-needed-already':
    'Nothing changed: the role {role} has been declared not needed already. /needed takes that back.',
  'role.needed-already': 'Nothing changed: the role {role} is needed already. /roles shows who holds it.',
  'role.always-needed': 'Nothing was changed: no migration goes without {role}. /assign gives the role to somebody.',
  'role.held':
    'Nothing was changed: {who} holds the role {role}. Take it away with /unassign first, then say why nobody needs it.',
  'role.needed':
    'Nothing was changed: without {role} nobody could do {steps}, and the migration cannot do without. /assign gives the role to somebody.',
  'role.needs-reason':
    'Nothing was changed: write why nobody needs it; the reason stands on every step that falls away. For example: /notneeded {role} nothing is on premises.',
  'role.other-company':
    'Nothing was changed yet: {who} works for the other company, and {role} is a role of this side. Confirm on the card that it is meant so.',
  'role.last-project-manager':
    'Nothing was changed: this is the only project manager. Make somebody else project manager first.',

  // Approvals and votes
  'approval.same-person':
    'Not approved: you already approved this plan at {at}, and one person counts once. It needs someone else: {who}.',
  'approval.counted':
    'Your approval of {at} counted, and nothing more is needed: {now, select, stopped {it waits until two people let writes go on} working {it is about to begin} running {it is under way} verifying {it was carried out and is being read back} done {it was carried out} undone {it was undone} asking {it waits to be taken} other {its card shows how it stands}}. This second press changed nothing.',
  'approval.nobody-else':
    'Not counted twice: your approval of {at} counts, and one person counts once. It needs somebody else ({roles}), and there is nobody yet: a project manager gives that role with /assign.',
  'approval.wrong-role': 'Not taken: this is for another role to decide ({roles}). Who could: {who}.',
  'approval.other-company':
    'Not approved: this step cannot be undone alone, so both companies must agree. It needs somebody of the other company: {who}.',
  'approval.old-plan':
    'Not approved: this plan was replaced by a newer one, and an approval never covers what you have not seen. Look at the newest card of the step.',
  'approval.blocked':
    'Not approved: {blockers, plural, one {# blocker stands} other {# blockers stand}} against this plan. Clear what the card names, then press “Plan it again”.',
  'approval.not-asked':
    'Not taken: nothing is asked here now. The card shows where the step stands; /next shows what waits for you.',
  'final.domain-not-typed':
    'Not approved: this step cannot simply be taken back, so type the name of the domain exactly as it is: {domain}.',
  'approval.ground-lost':
    'Not counted: {step} stands on {steps}, where something is open again. Settle that first; then press here again.',
  'approval.turning-back':
    'Not approved: the team is voting on turning back, and nothing of high risk is begun meanwhile. Whoever is asked answers on the card “Turn back?”; after a no, press here again.',
  'early.is-not': 'Nothing was begun: {step} does not wait for its hour. Its card shows what it waits for.',
  'early.no-t': 'Nothing was begun: {step} is timed by T, and T is being agreed. Vote on it first.',
  'early.needs-reason':
    'Nothing was begun: the others need to know why {step} does not wait for its hour. Write the reason and press again.',
  'reschedule.not-agreed':
    'T was not moved: it is not proposed yet. When the turn of step 46 comes, the first to answer enters date and time.',
  'reschedule.over':
    'T was not moved: {back, select, yes {the migration is turned back.} other {the migration is finished.}} /status shows where it stands.',
  'reschedule.same': 'T was not moved: it is {cutover} already. Give another date and time.',
  'reschedule.unreadable':
    'T was not moved: no date and time could be read. Write /reschedule 2026-12-21 20:00 and the reason, or /reschedule +2h and the reason.',
  'reschedule.needs-reason': 'T was not moved: the others need to know why. Write the reason and send it again.',
  'reschedule.night-begun':
    'T was not moved: the night has begun with {step}. To wait, stop all writes with /stop; to give the night up, turn back with /backout.',
  'vote.held-up':
    'Your go was not counted: the night is not begun while something before it is open or not decided ({steps}). Settle that first; then say go again.',
  'vote.facts-moved':
    'Your go was not counted: since your card was drawn something is not as it showed ({steps}). Press “Look now”, read it, and say go again.',
  'vote.no-needs-reason': 'Your no was not counted: the others need to know why. Write the reason and press again.',
  'vote.already':
    'Nothing changed: you already voted this way at {at}. You may still change your mind while the vote is open.',
  'refuse.already':
    'Nothing changed: your no of {at} stands already, and nothing of this runs. “Take back my no” on the card ends it.',
  'take-go-back.night-begun':
    'The go stands: {step} has begun already. /backout asks everybody whether to turn back; /stop holds everything until then.',
  'take-back.nothing': 'Nothing changed: nothing of yours stands here that could be taken back.',
  'take-back.written':
    'Too late to take it back: {step} is being carried out since {at}. /stop holds all writes before the next object; what is written is undone with /backout.',
  'take-back.in-hand':
    'Too late to take it back: {who} has {step} in hand. Ask {who} to hand it back, or hand it back yourself if you lead.',
  'vote.answer-first': 'Your vote was not counted: there is nothing to vote on yet. Fill in the date and time first.',
  'answer.missing': 'Nothing was decided: “{field}” is empty. Fill it in and send again.',
  'answer.past':
    'Nothing was decided: {cutover} UTC has passed, it is {now} UTC now. Give a date and time that are still to come.',
  'answer.invalid': 'Nothing was decided: “{value}” does not fit “{field}”. Correct it and send again.',

  'answer.no-file':
    'Nothing was decided: no file was handed in for “{field}”. Hand it in by the button on your card, or send it to the bot in your chat with it; then answer.',
  'answer.other-file':
    'Nothing was decided: for “{field}” {who} has handed in {file} since your card was drawn. Look at the card anew, and answer with the file that you mean.',
  'answer.no-mapping':
    'Nothing was decided: nothing says who goes where. Tick that the proposal is taken, hand in “{field}”, or say where it lies, and answer again.',
  'answer.mapping-faults':
    'Nothing was decided: {what, select, table {the table that was handed in has} other {the proposal has}} {faults, plural, one {# fault} other {# faults}} in {rows, plural, one {# row} other {# rows}} of {count, number}. The workbook on the card names each beside its row: mend it and hand it in.',
  'answer.mapping-crossed':
    'Nothing was decided: by the bot’s own proposal rows of the table are crossed, and the card names them. Correct the table, or tick “{field}”.',
  'answer.mapping-otherwise':
    'Nothing was decided: rows of the table have another target than the bot’s own proposal, and the card names them. Correct the table, or tick “{field}”.',
  'answer.mapping-unread':
    'Nothing was decided: {file} could not be read row by row. Save it in Excel as a workbook (.xlsx) or CSV, and hand it in again.',
  'answer.mapping-long':
    'Nothing was decided: {file} has more than {most, number} rows. Take out what does not move, or split the migration.',
  'answer.two-mappings':
    'Nothing was decided: “{field}” is ticked, and the place of another table is given as well. Untick it, or leave the place empty.',
  'answer.being-judged':
    'Nothing was decided yet: {file} is still being read row by row. Look at the card again in a minute; if it says nothing then, hand the file in again.',
  'answer.no-place':
    'Nothing was decided: “{field}” wants the link to a table kept elsewhere (https://…). Leave it empty if you agree with the proposal, and tick that it is taken; or hand a table in.',
  'answer.relay-without-host':
    'Nothing was decided: a relay that holds the mail needs its host. Fill in “{field}”, or choose another way.',
  'answer.parking-without-host':
    'Nothing was decided: senders queue only for an MX host that exists and is not reached. Fill in “{field}”, or choose another way.',
  'answer.bounce-with-host':
    'Nothing was decided: where bounces are accepted MX stays as it is, and “{value}” would not be used. Empty “{field}”, or choose the relay or the queue.',
  'answer.no-host-name':
    'Nothing was decided: “{value}” is no name of a host, and “{field}” needs one, such as mx.relay.example. An MX record cannot lead to an address.',
  'answer.host-of-tenant':
    'Nothing was decided: “{value}” is the tenant that the domain leaves or goes to, and nobody accepts the mail there in the gap. Name another host in “{field}”.',
  'answer.gateway-of-tenant':
    'Nothing was decided: “{value}” is a host of Microsoft 365 and no gateway before it; the source tenant’s takes no mail for the domain any more. Name the gateway’s own hosts in “{field}”; where none stands before the destination tenant, leave it empty.',
  'answer.gateway-is-parking':
    'Nothing was decided: at “{value}” mail is parked for the night, and nobody passes it on. Name in “{field}” where mail comes in afterwards; a gateway that holds mail itself is the relay, not the queue.',
  'answer.no-moving-domain':
    'Nothing was decided: “{value}” is none of the moving domains. Correct its name in “{field}”.',
  'answer.domain-without-host':
    'Nothing was decided: “{field}” says nowhere to wait for mail to {value}. Add its host, or one that stands behind no domain and is for all the others.',
  'answer.no-mail':
    'Nothing was decided: this migration moves the mail of the domain, so “{field}” cannot be left out. Tick it and save again; if the mail shall stay where it is, do not take the domain off the source.',
  'answer.host-unknown':
    'Nothing was decided: no name server knows an address of “{value}”, and senders give up at once on a host that does not exist. Correct “{field}” if it is mistyped, or give the host an address in DNS first, then save again.',
  'answer.parked-now':
    'Nothing was decided: MX of {domain} leads to “{value}” by now, and with bounces it would stay there, where nobody passes mail on. Put MX back first with /backout mx-parked, then answer again; or keep the way of now.',
  'answer.nobody-copies-records':
    'Nothing was decided: if DNS hosting moves, somebody copies every record. Name them in “{field}”.',
  'answer.sender-moves':
    'Nothing was decided: the address “{value}” changes in the night. Choose a mailbox for “{field}” that stays.',
  'answer.no-mover-account':
    'Nothing was decided: no account of the mover at the {side, select, source {source} other {destination}} is named in PROTECTED_ACCOUNTS, and bulk changes would not leave it alone. Add {side}:mover:account to the configuration and start the bot again, or choose the application in “{field}”.',
  'answer.no-mover-app':
    'Nothing was decided: EWS knows who comes in by the id of the application. Fill in “{field}”: the application (client) id that the mover’s application has in that tenant.',
  'answer.no-app-id':
    'Nothing was decided: “{value}” is no application id. Copy the application (client) id into “{field}”: 32 digits and letters in five groups.',
  'decision.being-written':
    'The answers stay as they are: {other} stands on them and is under way. Answer {step} again when it has ended.',
  'decision.irreversible': 'The answers stay as they are: {other} was done by them and cannot be taken back.',

  // Tasks and steps
  'task.not-approved': 'Not taken: a lead has to agree to this task first. Ask {who}.',
  'task.second-person': 'Not taken: whoever agreed to this task does not also do it. It could be done by: {who}.',
  'task.already-yours': 'Nothing changed: this task is yours already. Do it, leave evidence, and press I have done it.',
  'task.not-taken-by-you':
    'Not completed: the task is not in your hands. Take it first, or leave it to whoever has it.',
  'task.not-yours-to-hand-back':
    'Nothing changed: {who} has this in hand. {who} hands it back, or a lead frees it for others.',
  'reason.too-short':
    'Nothing was done: nobody can do anything with that reason. Say in a short sentence at least what is wrong, and what would change it.',
  'task.needs-how-far':
    'Not given back: whoever takes it next needs to know how far it came, or why it does not go on. Write that in a short sentence and press again.',
  'task.needs-reason':
    'Not taken: whoever has to decide now needs to know why it cannot be done. Write the reason and press again.',
  'task.needs-evidence': 'Not taken: there is nothing in it. Write what you did and where it can be seen.',
  'complete-several.nothing':
    'Nothing was reported: every field is empty. Write beside each task that is done what shows it, and press again.',
  'evidence.nothing':
    'Not completed: nothing shows yet that it is done. Wanted: {wanted}. Give it on the card, and press again.',
  'evidence.one-word':
    'Not completed: a word or two that could stand under anything show nothing. Wanted: {wanted}. Say in a sentence what you saw.',
  'evidence.file':
    'Not completed: no file is attached, and no link says where it lies. Wanted: {wanted}. Attach it, or paste its link.',
  'evidence.number': 'Not completed: there is no number in it. Wanted: {wanted}. Write it in digits.',
  'evidence.name': 'Not completed: there is no name in it. Wanted: {wanted}. Write it in full.',
  'evidence.date':
    'Not completed: there is no date in it that the calendar has. Wanted: {wanted}. Write it like 2026-12-14.',
  'evidence.link':
    'Not completed: there is no link in it that could be opened. Wanted: {wanted}. It begins with https://.',
  'evidence.id':
    'Not completed: there is no id in it. Wanted: {wanted}. Copy it from the tenant: 32 digits and letters in five groups.',
  'accept.blocked':
    'Not accepted: {blockers, plural, one {a blocker keeps} other {# blockers keep}} this step from being planned, so nothing was done that could be accepted. Clear what the card names, then plan again.',
  'accept.nothing-done':
    'Not accepted: this step has changed nothing yet, so it cannot count as done. Press “Plan it again”.',
  'accept.not-answered':
    'Not accepted: nobody has answered, and later steps follow the answers. Press “Plan it again”, then answer.',
  'accept.not-all-done':
    'Not accepted: not all that this step promises is done ({open, plural, one {# point} other {# points}} open), and the next steps count on all of it. Clear what the card names, then press “Plan it again”.',
  'accept.contradicted':
    'Not accepted: {open, plural, one {# point contradicts} other {# points contradict}} what was said to be done, and with this step the migration counts as finished. Mend what the card names, then press “Check it again”.',
  'accept.not-alone':
    'Not accepted: the change is not whole, and what became of it is taken as it is by those who could agree to its plan. It is for {who}. Ask them, or have it planned again.',
  'accept.needs-kind':
    'Not accepted: nothing of what is open was chosen. Choose under “Accept with a note” what may stay as it is.',
  'accept.apart':
    'Not accepted: among what was chosen is something for which a later step fails. Accept that by itself, or the rest without it.',
  'accept.needs-note': 'Not accepted: write why this may stay as it is. Your name will stand beside it.',
  'step.unknown':
    'Nothing was done: there is no step “{typed}”.{nearest, select, none { /status lists them.} other { Did you mean {nearest}?}}',
  'step.done-by': 'Nobody has to do it again: {who} says that it is done, {at}. Nothing was changed by this press.',
  'step.done-already':
    'Nobody has to do it again: this is done already, since {at}. Nothing was changed by this press.',
  'step.not-now':
    'Nothing was done: the step is not at a point where this can be done ({state}). Its card shows what is possible now.',

  // Stop
  'transfer.no-pause':
    'Nothing was paused: the service that runs {step} cannot pause. Let it go on, or halt it and retry what is left later.',
  'transfer.stopped':
    'It stays paused: all writes are stopped. It goes on once two people lift the stop with /resume, or on another press then.',
  'transfer.needs-run':
    'Nothing changed: the id is missing. Copy it from where it runs; or press “Nothing of it runs”, if you saw that.',
  'transfer.needs-reason':
    'Nothing changed: the others need to know what your word rests on. Write where you looked and what it showed, and press again.',
  'transfer.being-looked-at':
    'Nothing changed: the bot is looking for it just now. Press again in a minute, if it still asks.',
  'stop.already': 'Nothing changed: {who} stopped all writes at {at} already. Two people lift it with /resume.',
  'resume.not-stopped': 'Nothing changed: writes are not stopped.',
  'resume.second-person': 'Writes stay stopped: you asked already, and lifting takes two people. Ask one of {who}.',

  // Back-out
  'backout.nothing': 'Nothing was undone: there is nothing to undo. What was never written needs no way back.',
  'backout.never': 'Nothing was undone: {step} cannot be undone. Its card says what can be done instead.',
  'backout.stands-on-it':
    'Nothing was undone: other steps stand on {step}. Undo these first, or back out as a whole: {steps}.',
  'backout.still-running':
    'Nothing was undone: {step} is still being carried out. Stop it with /stop, or wait for its end.',
  'backout.already': 'Nothing changed: a back-out is open already. Its card in the thread shows what it waits for.',
  'backout.over':
    'Nothing changed: the migration has been backed out and is over. To undo one of the steps that stay as they were done, type /backout and the step.',
  'backout.undone': 'Nothing changed: {step} has been undone already.',
  'backout.unknown':
    'Nothing was done: there is no step “{typed}”.{nearest, select, none {} other { Did you mean {nearest}?}} To turn back as a whole, type /backout alone, or with a reason of several words.',
  'backout.too-early':
    'No back-out was opened: it is decided once these are done: {steps}. Until then, undo single steps with /backout and the step.',

  // Files that come in
  'upload.empty': 'Not taken: the file is empty. Look at it on your own machine, and send it again.',
  'upload.too-large':
    'Not taken: the file is larger than {megabytes, number} MB. Send a smaller one, or paste a link to it on the card.',
  'upload.no-name':
    'Not taken: the file has no name with an ending such as .csv or .pdf. Give it one, and send it again.',
  'upload.unknown':
    'Not taken: “.{ending}” is nothing that is kept here, or its content is something else. CSV, Excel (.xlsx), a zone file, text, JSON, PNG, JPEG and PDF are taken.',
  'upload.wrong-ending':
    'Not taken: the name ends in .{ending}, and the content is that of a {kind, select, zone {zone file} text {text file} Excel {Excel workbook} other {{kind}}}. Save it under its own ending, and send it again.',
  'upload.damaged':
    'Not taken: this is no whole {kind, select, zone {zone file} text {text file} Excel {Excel workbook} other {{kind}}}: something in it is missing or does not fit. Open it, save it anew, and send that.',
  'upload.damaged-on-the-way': 'Not taken: the file did not arrive whole. Send it again from the page behind the link.',
  'upload.more-behind':
    'Not taken: something else hangs behind this {kind, select, zone {zone file} text {text file} Excel {Excel workbook} other {{kind}}}. Save it anew, or take a picture of the screen, and send that.',
  'upload.grows':
    'Not taken: this {kind, select, zone {zone file} text {text file} Excel {Excel workbook} other {{kind}}} unpacks to far more than it seems, or refers to itself. Save only what is needed as CSV, and send that.',
  'upload.macros':
    'Not taken: the workbook carries macros or other files within. Save it as an Excel workbook without macros (.xlsx), or as CSV.',
  'upload.old-excel':
    'Not taken: the workbook is in the old format of Excel, or has a password. Save it as .xlsx without one, and send that.',
  'upload.active-pdf':
    'Not taken: the PDF carries scripts or other files within. Print it to a new PDF, and send that.',
  'upload.locked-pdf':
    'Not taken: the PDF has a password, or is packed so that nobody can look into it for scripts. Print it to a new PDF, and send that.',
  'upload.other-picture':
    'Not taken: this is a {kind} picture, which not everybody can open. Export it as JPEG or PNG{kind, select, HEIC { (on an iPhone: Settings, Camera, Formats, Most Compatible)} other {}}, or take a picture of the screen, and send that.',
  'upload.steers-screen':
    'Not taken: the text has signs in it that steer a screen, such as colours or a progress bar. Switch them off before it is written (in PowerShell 7: $PSStyle.OutputRendering = "PlainText"), or copy the text from the window into a new file, and send that.',
  'upload.long-line':
    'Not taken: line {line, number} is longer than any line of a table or a console. Look whether it is the right file.',
  'upload.uneven':
    'Not taken: line {line, number} has {has, plural, one {# column} other {# columns}}, and the first has {columns, number}. Export the table once more, and send that.',
  'upload.no-rows': 'Not taken: there is no row under the head of the table. Export it with its rows, and send that.',
  'upload.many-rows':
    'Not taken: the table has more than {most, number} rows. Leave only the rows that show it, or paste a link to the whole.',
  'upload.not-signed-in':
    'Not taken: the bot could not sign in to Teams to fetch the file. Sending it again does not help: tell whoever runs the bot.',
  'upload.many-lines':
    'Not taken: the file has more than {most, number} lines. Leave only those that show it, or paste a link to the whole.',
  'upload.many-columns':
    'Not taken: the table has more than {most, number} columns. Leave only those that show it, and send that.',
  'upload.other-type':
    'Not taken: {file} is {kind, select, zone {a zone file} text {a text file} Excel {an Excel workbook} other {a {kind} file}}, and the question wants one of these: {types}. Save it as one of them, and send that.',
  'upload.columns':
    'Not taken: the first row of {file} lacks {lacks, plural, one {the column} other {the columns}} {missing}. {count, plural, =0 {It has none} other {It has: {found}}}. Wanted: {columns}. Name them so in the first row, and send it again.',
  'upload.column-twice':
    'Not taken: {file} has the column {column} twice, and only one of them can be meant. Leave one, and send it again.',
  'upload.one-only': 'Not taken: “{field}” is answered with one file. Send that one alone.',
  'upload.too-many':
    'Not taken: {most, plural, one {# file lies} other {# files lie}} with this task already. Put the rest into one, or paste a link to it on the card.',
  'upload.many-at-once':
    'Not taken: a message carries {most, number} files at most, and none of these was kept. Send the rest in another one, or put them into one file.',
  'upload.one-of-several': 'None of the {count, number} files was taken, because of {file}. {why}',
  'upload.nothing-open':
    'Not taken: no task that wants something to be shown waits for you. Send it again when one does; /next says which is yours.',
  'upload.from-elsewhere':
    'Not taken: the file lies where the bot fetches nothing from. Attach it to the message itself, or use the link on the card.',
  'upload.not-fetched':
    'Not taken: Teams did not hand the file over in time. Send it once more, or use the link on the card.',
  'upload.gone': 'Not taken: the file is kept no more, or lies with a task already. Send it to the bot once more.',
  'upload.link-wrong':
    'Nothing was taken: this link is not one of ours, or was changed. Open it from your own view of the card once more.',
  'upload.link-over':
    'Nothing was taken: this link is over; each is good for an hour. Open the card anew: it has a fresh one.',
  'upload.link-used':
    'Nothing was taken: a file has come by this link already, and it is good for one. The card has a fresh one.',
  'upload.link-elsewhere':
    'Nothing was taken: this link belongs to the browser of whoever sent by it first. Open the card yourself: it has one for you.',
  'upload.step-over':
    'Nothing was taken: {step} takes no files from you any more. The card shows how it stands, and who has it.',

  // The Windows worker
  'worker.unknown-key':
    'Refused: this key is not known here, or was revoked. Ask the migration operator for a new one and give it to the worker with -Setup.',
  'worker.key-elsewhere':
    "Refused: another installation uses this key. Ask the migration operator for a key of this machine's own.",
  'worker.lease-gone':
    "Not taken: this job is no longer this worker's. Throw away what is kept of it, and ask for work.",
  'worker.other-result':
    'Not taken: another result of this job was taken before, and stays. Throw this one away, and ask for work.',
  'worker.other-protocol':
    'Refused: the worker speaks version {spoken} of the protocol and this bot version {wanted}. Put the script that came with this version of the bot on the machine.',
  'worker.too-large':
    'Not taken: more than {kibibytes} KiB in one message. Tell the job as failed with the code too-large; the bot asks for less then.',
  'worker.too-often': 'Refused: too many requests in this minute. Wait as long as the header Retry-After says.',
  'worker.not-understood':
    'Refused: the message could not be read ({where}). Compare it with PROTOCOL.md; the script that came with this version of the bot writes it right.',
};
