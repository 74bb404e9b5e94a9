import type { MailboxRight } from '../exchange-entities.js';
import type { Recipient } from '../entities.js';
import { findRecipientAmong, pageOf, type Cmdlet, type CmdletCall, type CmdletResult } from './cmdlet.js';
import { detailsOf, putDetails } from './details.js';
import { alreadyPresent, listEntry, notPresent, trusteeIn } from './list-entries.js';
import { mailboxKinds, mailUserKinds } from './recipient-view.js';
import { badArgument, CmdletRefusal, invalidArguments } from './refusal.js';
import { trusteeOf } from './trustees.js';
import { enumerated } from './values.js';
import { unchanged, written, type Written } from './written.js';

const mailboxRights = [
  'ChangeOwner',
  'ChangePermission',
  'DeleteItem',
  'ExternalAccount',
  'FullAccess',
  'ReadPermission',
];
const inheritance = ['None', 'All', 'Children', 'Descendents', 'SelfAndChildren'];
/** https://learn.microsoft.com/en-us/powershell/module/exchange/add-mailboxpermission (Description) */
const mostEntries = 500;
const handling = ['Confirm', 'WhatIf'];

const rightsIn = ({ parameters }: CmdletCall, more: readonly string[] = []): readonly string[] => {
  if (parameters['AccessRights'] === undefined) throw badArgument('AccessRights', 'A value is required.');
  return enumerated('AccessRights', parameters['AccessRights'], [...mailboxRights, ...more], 'MailboxRights');
};

const mailboxOf = (call: CmdletCall): Recipient =>
  findRecipientAmong(
    call,
    call.parameters['GroupMailbox'] === true ? ['GroupMailbox'] : [...mailboxKinds, ...mailUserKinds],
    ['live'],
  );

// https://learn.microsoft.com/en-us/powershell/module/exchange/add-mailboxpermission
const addMailboxPermission: Cmdlet = {
  name: 'Add-MailboxPermission',
  writes: true,
  parameters: [
    'Identity',
    'User',
    'AccessRights',
    'InheritanceType',
    'AutoMapping',
    'Deny',
    'GroupMailbox',
    ...handling,
  ],
  switches: ['Deny', 'GroupMailbox', ...handling],
  page: pageOf('Add-MailboxPermission'),
  run(call) {
    const { world, side, parameters, now } = call;
    const mailbox = mailboxOf(call);
    const AccessRights = rightsIn(call);
    const trustee = trusteeIn(call, 'User');
    const Deny = parameters['Deny'] === true;
    const autoMapping = parameters['AutoMapping'] ?? true;
    if (typeof autoMapping !== 'boolean')
      throw badArgument('AutoMapping', `Cannot convert value "${String(autoMapping)}" to type "System.Boolean".`);
    const [InheritanceType = 'All'] =
      parameters['InheritanceType'] === undefined
        ? []
        : enumerated(
            'InheritanceType',
            parameters['InheritanceType'],
            inheritance,
            'ActiveDirectorySecurityInheritance',
          );
    if (parameters['WhatIf'] === true) return { value: [] };
    const details = detailsOf(world, side, mailbox);
    const rights = details.rights ?? [];
    const before = rights.find((one) => one.trustee === trustee && one.Deny === Deny);
    const { name, sid } = trusteeOf(world, side, trustee);
    const all = mailboxRights.filter(
      (one) => AccessRights.includes(one) || before?.AccessRights.includes(one) === true,
    );
    // To change who opens it by itself the right must go first: the page's note on AutoMapping.
    const after: MailboxRight =
      before === undefined
        ? { trustee, AccessRights: all, InheritanceType, Deny, autoMapping: autoMapping && all.includes('FullAccess') }
        : { ...before, AccessRights: all };
    const one: Written = listEntry(
      mailbox,
      trustee,
      'mailbox right',
      `${Deny ? 'Deny ' : ''}${AccessRights.join(', ')}`,
      {
        before: before?.AccessRights ?? null,
        after: all,
      },
    );
    if (before !== undefined && before.AccessRights.length === all.length)
      return unchanged(call, one, alreadyPresent(mailbox.Name, name));
    if (before === undefined && rights.length >= mostEntries)
      throw invalidArguments(
        `The mailbox "${mailbox.Name}" has ${mostEntries} permission entries, which is the most there can be.`,
      );
    putDetails(world, side, { ...details, rights: [...rights.filter((right) => right !== before), after] }, now);
    return written(call, one, [
      {
        Identity: mailbox.Name,
        User: name,
        UserSid: sid,
        AccessRights: all,
        IsInherited: false,
        InheritanceType: after.InheritanceType,
        Deny,
        IsValid: true,
      },
    ]);
  },
};

// https://learn.microsoft.com/en-us/powershell/module/exchange/remove-mailboxpermission
const removeMailboxPermission: Cmdlet = {
  name: 'Remove-MailboxPermission',
  writes: true,
  parameters: [
    'Identity',
    'User',
    'AccessRights',
    'InheritanceType',
    'Deny',
    'GroupMailbox',
    'BypassMasterAccountSid',
    'ClearAutoMapping',
    ...handling,
  ],
  switches: ['Deny', 'GroupMailbox', 'BypassMasterAccountSid', 'ClearAutoMapping', ...handling],
  page: pageOf('Remove-MailboxPermission'),
  run(call) {
    const { world, side, parameters, now } = call;
    const mailbox = mailboxOf(call);
    const details = detailsOf(world, side, mailbox);
    const rights = details.rights ?? [];
    if (parameters['ClearAutoMapping'] === true) return clearAutoMapping(call, mailbox, rights);
    const taken = rightsIn(call, ['SendAs']);
    const trustee = trusteeIn(call, 'User');
    const Deny = parameters['Deny'] === true;
    if (parameters['WhatIf'] === true) return { value: [] };
    const before = rights.find((one) => one.trustee === trustee && one.Deny === Deny);
    const left = (before?.AccessRights ?? []).filter((one) => !taken.includes(one));
    const one = listEntry(mailbox, trustee, 'mailbox right', `${Deny ? 'Deny ' : ''}${taken.join(', ')}`, {
      before: before?.AccessRights ?? null,
      after: left.length === 0 ? null : left,
    });
    if (before === undefined || left.length === before.AccessRights.length) {
      const { name } = trusteeOf(world, side, trustee);
      if (parameters['BypassMasterAccountSid'] === true) return unchanged(call, one, notPresent(mailbox.Name, name));
      throw new CmdletRefusal(
        'System.InvalidOperationException',
        `Can't remove the access control entry on the object "${mailbox.Name}" for the user account "${name}" because the ACE doesn't exist on the object.`,
      );
    }
    const others = rights.filter((right) => right !== before);
    const kept = left.length === 0 ? others : [...others, { ...before, AccessRights: left }];
    putDetails(world, side, { ...details, rights: kept }, now);
    return written(call, one);
  },
};

function clearAutoMapping(call: CmdletCall, mailbox: Recipient, rights: readonly MailboxRight[]): CmdletResult {
  const { world, side, parameters, now } = call;
  if (parameters['User'] !== undefined || parameters['AccessRights'] !== undefined)
    throw invalidArguments("You can't use the ClearAutoMapping switch with the User or AccessRights parameters.");
  if (parameters['WhatIf'] === true) return { value: [] };
  const details = detailsOf(world, side, mailbox);
  putDetails(world, side, { ...details, rights: rights.map((one) => ({ ...one, autoMapping: false })) }, now);
  return written(call, {
    kind: 'auto-mapping',
    id: mailbox.Guid,
    label: mailbox.DisplayName,
    what: 'ClearAutoMapping',
    before: rights.filter(({ autoMapping }) => autoMapping).length,
    after: 0,
  });
}

export const mailboxRightWriters: readonly Cmdlet[] = [addMailboxPermission, removeMailboxPermission];
