import { findRecipientAmong, pageOf, type Cmdlet } from './cmdlet.js';
import { detailsOf } from './details.js';
import { mailboxKinds } from './recipient-view.js';
import { CmdletRefusal, notFound } from './refusal.js';
import { cutToSize } from './result-size.js';

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-inboxrule
const getInboxRule: Cmdlet = {
  name: 'Get-InboxRule',
  writes: false,
  // "This cmdlet doesn't work for members of View-Only Organization Management … or the Global Reader role".
  parameters: [
    'Identity',
    'Mailbox',
    'ResultSize',
    'SkipCount',
    'BypassScopeCheck',
    'DescriptionTimeFormat',
    'DescriptionTimeZone',
    'IncludeHidden',
  ],
  switches: ['BypassScopeCheck', 'IncludeHidden'],
  page: pageOf('Get-InboxRule'),
  run(call) {
    const { world, side, parameters } = call;
    const identity = parameters['Identity'] ?? null;
    // `MailboxAlias\RuleIdentity` says whose it is.
    const owner = parameters['Mailbox'] ?? /^(.+)\\\d+$/.exec(String(identity))?.[1];
    if (owner === undefined)
      throw new CmdletRefusal(
        'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
        'The Mailbox parameter is required: the application that runs this command has no mailbox of its own.',
      );
    const mailbox = findRecipientAmong({ ...call, parameters: { Identity: owner } }, mailboxKinds, ['live']);
    const rules = (detailsOf(world, side, mailbox).inboxRules ?? [])
      .filter(({ hidden }) => !hidden || parameters['IncludeHidden'] === true)
      .map(({ hidden, ...rule }) => ({
        Identity: `${mailbox.Alias}\\${rule.RuleIdentity}`,
        MailboxOwnerId: mailbox.Name,
        ...rule,
        InError: false,
        StopProcessingRules: !hidden,
        DeleteMessage: false,
        Description: described(rule),
        IsValid: true,
        ObjectState: 'Unchanged',
      }));
    const wanted = identity === null ? null : String(identity).toLowerCase();
    const found = rules.filter(
      ({ Name, RuleIdentity, Identity }) =>
        wanted === null || [Name, RuleIdentity, Identity].some((one) => one.toLowerCase() === wanted),
    );
    if (wanted !== null && found.length === 0) throw notFound(String(identity));
    return cutToSize(found, parameters);
  },
};

function described(rule: {
  readonly SubjectContainsWords: readonly string[] | null;
  readonly ForwardTo: readonly string[] | null;
  readonly ForwardAsAttachmentTo: readonly string[] | null;
  readonly RedirectTo: readonly string[] | null;
  readonly MoveToFolder: string | null;
}): string {
  const names = (targets: readonly string[]): string => targets.map((one) => one.replace(/ \[.*$/, '')).join(' and ');
  const when = rule.SubjectContainsWords;
  return [
    'If the message:',
    `\t${when === null ? 'is received' : `the message includes specific words in the subject ${when.join(' or ')}`}`,
    'Take the following actions:',
    ...(rule.ForwardTo === null ? [] : [`\tforward the message to ${names(rule.ForwardTo)}`]),
    ...(rule.ForwardAsAttachmentTo === null
      ? []
      : [`\tforward the message as an attachment to ${names(rule.ForwardAsAttachmentTo)}`]),
    ...(rule.RedirectTo === null ? [] : [`\tredirect the message to ${names(rule.RedirectTo)}`]),
    ...(rule.MoveToFolder === null ? [] : [`\tmove the message to folder '${rule.MoveToFolder}'`]),
    '',
  ].join('\r\n');
}

export const inboxRuleCmdlets: readonly Cmdlet[] = [getInboxRule];
