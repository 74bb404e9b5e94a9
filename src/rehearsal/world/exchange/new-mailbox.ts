/** Mailboxes that need no licence, made and deleted. https://learn.microsoft.com/en-us/powershell/module/exchange/new-mailbox */
import { binUser } from '../deleted-items.js';
import { checkPrincipalName } from '../directory-changes.js';
import type { RecipientTypeDetails, User } from '../entities.js';
import { GraphRefusal } from '../graph/errors.js';
import { mailboxWithoutLicence, newUser } from '../new-objects.js';
import { checkAddresses } from './address-list.js';
import { findRecipient, findRecipientAmong, pageOf, type Cmdlet, type CmdletCall } from './cmdlet.js';
import { detailsOf, dropRecipient, putDetails } from './details.js';
import { aliasIn, defaultDomain, displayNameIn, nameIn, newAddresses } from './new-names.js';
import { placeSettings } from './places.js';
import { mailboxKinds, mailboxProperties, shown, wholeView } from './recipient-view.js';
import { badArgument, CmdletRefusal, invalidArguments, outOfWriteScope } from './refusal.js';
import { specialOf, type Values } from './settings.js';
import { written } from './written.js';

const handling = ['Confirm', 'WhatIf', 'Force'];
const kinds: Readonly<Record<string, RecipientTypeDetails>> = {
  Shared: 'SharedMailbox',
  Room: 'RoomMailbox',
  Equipment: 'EquipmentMailbox',
};

function kindIn({ parameters }: CmdletCall): RecipientTypeDetails {
  const chosen = Object.keys(kinds).filter((name) => parameters[name] === true);
  const [only] = chosen;
  if (only === undefined || chosen.length > 1)
    throw new CmdletRefusal(
      'System.Management.Automation.ParameterBindingException',
      'Parameter set cannot be resolved using the specified named parameters.',
    );
  return kinds[only] as RecipientTypeDetails;
}

const newMailbox: Cmdlet = {
  name: 'New-Mailbox',
  writes: true,
  parameters: [
    'Name',
    ...Object.keys(kinds),
    'Alias',
    'DisplayName',
    'PrimarySmtpAddress',
    'FirstName',
    'LastName',
    'ResourceCapacity',
    'Office',
    'Phone',
    ...handling,
  ],
  switches: [...Object.keys(kinds), ...handling],
  page: pageOf('New-Mailbox'),
  run(call) {
    const { world, side, parameters, now } = call;
    const kind = kindIn(call);
    const name = nameIn(call);
    const displayName = displayNameIn(call, name);
    const alias = aliasIn(call, name);
    const userPrincipalName = `${alias.replace(/[^A-Za-z0-9'._!#^~-]/g, '')}@${defaultDomain(world, side)}`;
    const text = (parameter: string): string | null => {
      const value = parameters[parameter] ?? null;
      if (value !== null && typeof value !== 'string') throw badArgument(parameter, 'A text is required.');
      return value === '' ? null : value;
    };
    const nameless = newUser(world, side, userPrincipalName, displayName, now);
    const EmailAddresses = newAddresses(call, alias, nameless.id);
    const user: User = {
      ...nameless,
      mailNickname: alias,
      givenName: text('FirstName'),
      surname: text('LastName'),
      officeLocation: text('Office'),
      businessPhones: text('Phone') === null ? [] : [text('Phone') as string],
      mail: EmailAddresses[0]?.slice('SMTP:'.length) ?? null,
      proxyAddresses: EmailAddresses,
      // "It's associated with a disabled user account"; that of a room "is active", with a password that nobody knows.
      accountEnabled: kind !== 'SharedMailbox',
    };
    const mailbox = mailboxWithoutLicence(world, side, kind, user, EmailAddresses, now);
    checkAddresses(world, side, { ...mailbox, EmailAddresses: [] }, EmailAddresses, now);
    checkSignIn(call, user);
    const place = placeIn(call, kind);
    if (parameters['WhatIf'] === true) return { value: [] };
    world.store.put(side, 'users', user, now);
    world.store.put(side, 'recipients', mailbox, now);
    if (place !== undefined) putDetails(world, side, { ...detailsOf(world, side, mailbox), place }, now);
    return written(
      call,
      {
        kind: 'recipient',
        id: mailbox.Guid,
        label: displayName,
        what: 'created',
        before: null,
        after: { RecipientTypeDetails: kind, EmailAddresses },
      },
      [shown(wholeView(mailbox, world.store.heads[side]), mailboxProperties)],
    );
  },
};

function placeIn({ parameters }: CmdletCall, kind: RecipientTypeDetails): Values | undefined {
  const capacity = parameters['ResourceCapacity'] ?? null;
  if (capacity === null) return undefined;
  if (kind === 'SharedMailbox' || typeof capacity !== 'number' || !Number.isInteger(capacity))
    throw badArgument('ResourceCapacity', 'A whole number is required, and a room or equipment.');
  return specialOf(placeSettings, { Capacity: capacity });
}

/** What the directory refuses, Exchange passes on. */
function checkSignIn({ world, side }: CmdletCall, user: User): void {
  try {
    checkPrincipalName(world, side, user, user.userPrincipalName);
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    throw new CmdletRefusal(
      'Microsoft.Exchange.Management.Tasks.WLCDManagedMemberExistsException',
      `The user ID "${user.userPrincipalName}" is already being used, or can't be used. Please choose another user ID.`,
    );
  }
}

// https://learn.microsoft.com/en-us/powershell/module/exchange/remove-mailbox
const removeMailbox: Cmdlet = {
  name: 'Remove-Mailbox',
  writes: true,
  parameters: ['Identity', 'PermanentlyDelete', ...handling],
  switches: ['PermanentlyDelete', ...handling],
  page: pageOf('Remove-Mailbox'),
  run(call) {
    const { world, side, parameters, now, cmdlet } = call;
    const purges = parameters['PermanentlyDelete'] === true;
    // "This switch works only on mailboxes that have already been deleted", and not on inactive ones.
    const mailbox = purges
      ? findRecipientAmong(call, mailboxKinds, ['soft-deleted'])
      : findRecipient(call, mailboxKinds);
    if (mailbox.IsDirSynced) throw outOfWriteScope(cmdlet, 'Identity', mailbox.Name);
    const user = world.store.get(side, 'users', mailbox.ExternalDirectoryObjectId);
    if (!purges && user === undefined) throw invalidArguments(`The mailbox "${mailbox.Name}" has no user.`);
    if (parameters['WhatIf'] === true) return { value: [] };
    if (purges) dropRecipient(world, side, mailbox, now);
    else if (user !== undefined) binUser(call, user);
    return written(call, {
      kind: 'recipient',
      id: mailbox.Guid,
      label: mailbox.DisplayName,
      what: purges ? 'removed for good' : 'deleted',
      before: { EmailAddresses: mailbox.EmailAddresses },
      after: null,
    });
  },
};

export const mailboxCmdlets: readonly Cmdlet[] = [newMailbox, removeMailbox];
