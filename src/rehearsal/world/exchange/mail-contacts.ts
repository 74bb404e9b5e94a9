import { newContact } from '../new-objects.js';
import { smtpKey } from '../proxy-addresses.js';
import { findRecipient, pageOf, type Cmdlet } from './cmdlet.js';
import { checkAddresses, isSmtpAddress, nameOf } from './address-list.js';
import { dropRecipient } from './details.js';
import { mailContactProperties, shown, wholeView } from './recipient-view.js';
import { addressTaken, badArgument, CmdletRefusal, outOfWriteScope } from './refusal.js';
import { required } from './values.js';
import { written } from './written.js';

const handling = ['Confirm', 'WhatIf'];
const longestName = 64;

// https://learn.microsoft.com/en-us/powershell/module/exchange/new-mailcontact
const newMailContact: Cmdlet = {
  name: 'New-MailContact',
  writes: true,
  parameters: [
    'Name',
    'ExternalEmailAddress',
    'DisplayName',
    'Alias',
    'FirstName',
    'LastName',
    'Initials',
    ...handling,
  ],
  switches: handling,
  page: pageOf('New-MailContact'),
  run(call) {
    const { world, side, parameters, now } = call;
    const name = required(parameters, 'Name');
    if (name.length > longestName)
      throw badArgument(
        'Name',
        `The length of the property is too long. The maximum length is ${longestName} and the length of the value provided is ${name.length}.`,
      );
    const external = required(parameters, 'ExternalEmailAddress').replace(/^smtp:/i, '');
    if (!isSmtpAddress(external))
      throw badArgument('ExternalEmailAddress', `The email address "${external}" isn't correct.`);
    const text = (parameter: string): string | null => {
      const value = parameters[parameter] ?? null;
      if (value !== null && typeof value !== 'string') throw badArgument(parameter, 'A text is required.');
      return value === '' ? null : value;
    };
    const made = newContact(world, side, now, { name, displayName: text('DisplayName') ?? name, external });
    // "The value of the Name parameter is used. Spaces are removed and unsupported characters are converted to question marks".
    const Alias =
      text('Alias') ?? name.replaceAll(' ', '').replace(/[^A-Za-z0-9!#%*+\-/=?^_~.$&'`{}|\u00A1-\u00FF]/g, '?');
    const recipient = { ...made.recipient, Alias };
    const contact = {
      ...made.contact,
      mailNickname: Alias,
      givenName: text('FirstName'),
      surname: text('LastName'),
    };
    const isTaken = world.store.index[side]
      .recipientsNamed(name)
      .some((guid) => world.store.get(side, 'recipients', guid)?.Name.toLowerCase() === name.toLowerCase());
    if (isTaken)
      throw new CmdletRefusal(
        'Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException',
        `The name "${name}" is already being used. Please try another name.`,
      );
    const holder = world.store.index[side].addressHolder(smtpKey(external), '');
    if (holder !== undefined) throw addressTaken(smtpKey(external), nameOf(world, side, holder));
    checkAddresses(world, side, { ...recipient, EmailAddresses: [] }, recipient.EmailAddresses, now);
    if (parameters['WhatIf'] === true) return { value: [] };
    world.store.put(side, 'contacts', contact, now);
    world.store.put(side, 'recipients', recipient, now);
    const row = shown(wholeView(recipient, world.store.heads[side]), mailContactProperties);
    return written(
      call,
      {
        kind: 'recipient',
        id: recipient.Guid,
        label: recipient.DisplayName,
        what: 'created',
        before: null,
        after: { EmailAddresses: recipient.EmailAddresses },
      },
      [row],
    );
  },
};

// https://learn.microsoft.com/en-us/powershell/module/exchange/remove-mailcontact
const removeMailContact: Cmdlet = {
  name: 'Remove-MailContact',
  writes: true,
  parameters: ['Identity', ...handling],
  switches: handling,
  page: pageOf('Remove-MailContact'),
  run(call) {
    const { world, side, parameters, now, cmdlet } = call;
    const recipient = findRecipient(call, ['MailContact']);
    if (recipient.IsDirSynced) throw outOfWriteScope(cmdlet, 'Identity', recipient.Name);
    if (parameters['WhatIf'] === true) return { value: [] };
    const id = recipient.ExternalDirectoryObjectId;
    dropRecipient(world, side, recipient, now);
    world.store.remove(side, 'contacts', id, now);
    // A group has no member that is not there.
    for (const group of [...world.store.all(side, 'groups')])
      if (group.members.includes(id))
        world.store.put(side, 'groups', { ...group, members: group.members.filter((one) => one !== id) }, now);
    return written(call, {
      kind: 'recipient',
      id: recipient.Guid,
      label: recipient.DisplayName,
      what: 'deleted',
      before: { EmailAddresses: recipient.EmailAddresses },
      after: null,
    });
  },
};

export const mailContactCmdlets: readonly Cmdlet[] = [newMailContact, removeMailContact];
