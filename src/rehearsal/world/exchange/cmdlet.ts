import type { Touched, WorldContext } from '../context.js';
import { isInactive } from '../dependants.js';
import type { Recipient, RecipientTypeDetails, Side } from '../entities.js';
import { proxyKey, smtpKey } from '../proxy-addresses.js';
import { ambiguous, badArgument, notFound } from './refusal.js';

export interface CmdletCall {
  readonly world: WorldContext;
  readonly side: Side;
  readonly cmdlet: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly now: number;
  readonly actor: string;
}

/** Rows in order, made when a page is cut: ten thousand mailboxes are not spelled out for a page of a thousand. An array is one. */
export interface Rows {
  readonly length: number;
  slice(start: number, end: number): readonly Readonly<Record<string, unknown>>[];
}

export interface CmdletResult {
  readonly value: Rows;
  readonly warnings?: readonly string[];
  readonly touched?: readonly Touched[];
  readonly applied?: boolean;
}

export interface Cmdlet {
  readonly name: string;
  readonly writes: boolean;
  readonly parameters: readonly string[];
  /** Those of its parameters that are on or off. */
  readonly switches: readonly string[];
  readonly page: string;
  run(call: CmdletCall): CmdletResult;
}

/** On every cmdlet: https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_commonparameters */
export const commonParameters = ['Debug', 'ErrorAction', 'Verbose', 'WarningAction'];

export const pageOf = (name: string): string =>
  `https://learn.microsoft.com/en-us/powershell/module/exchange/${name.toLowerCase()}`;

const guidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Which of the recipients a cmdlet looks at: those in use, or those whose mailbox was deleted. */
export type Standing = 'live' | 'soft-deleted' | 'inactive';
export const standingOf = (recipient: Recipient): Standing =>
  recipient.WhenSoftDeleted === null ? 'live' : isInactive(recipient) ? 'inactive' : 'soft-deleted';

/** The one recipient that `Identity` means among those of these standings; a live one goes before a deleted one of the same address. */
export function findRecipientAmong(
  call: CmdletCall,
  kinds: readonly RecipientTypeDetails[] | null,
  standings: readonly Standing[],
): Recipient {
  const identity = call.parameters['Identity'];
  try {
    if (standings.includes('live')) return findRecipient(call, kinds);
  } catch (error) {
    if (typeof identity !== 'string' || standings.length === 1) throw error;
  }
  if (typeof identity !== 'string' || identity === '') throw badArgument('Identity', 'A value is required.');
  const wanted = identity.toLowerCase();
  const found = [...call.world.store.all(call.side, 'recipients')].filter(
    (one) =>
      one.WhenSoftDeleted !== null &&
      standings.includes(standingOf(one)) &&
      (kinds === null || kinds.includes(one.RecipientTypeDetails)) &&
      ([one.Guid, one.ExchangeGuid, one.ExternalDirectoryObjectId, one.Name, one.Alias, one.UserPrincipalName].some(
        (name) => name !== null && name.toLowerCase() === wanted,
      ) ||
        one.EmailAddresses.some((address) => proxyKey(address) === smtpKey(wanted.replace(/^smtp:/, '')))),
  );
  if (found.length > 1) throw ambiguous(identity);
  const [only] = found;
  if (only === undefined) throw notFound(identity);
  return only;
}

/** The one recipient that `Identity` means: by Guid, directory object id, address, sign-in name or a name that is not shared by two. */
export function findRecipient(call: CmdletCall, kinds: readonly RecipientTypeDetails[] | null): Recipient {
  const identity = call.parameters['Identity'];
  if (typeof identity !== 'string' || identity === '') throw badArgument('Identity', 'A value is required.');
  const { store } = call.world;
  const index = store.index[call.side];
  const fits = (guid: string | undefined): Recipient | undefined => {
    const recipient = guid === undefined ? undefined : store.get(call.side, 'recipients', guid);
    return recipient !== undefined &&
      recipient.WhenSoftDeleted === null &&
      (kinds === null || kinds.includes(recipient.RecipientTypeDetails))
      ? recipient
      : undefined;
  };
  if (guidForm.test(identity)) {
    const guid = identity.toLowerCase();
    const byGuid = fits(guid) ?? fits(index.recipientOfObject(guid));
    if (byGuid !== undefined) return byGuid;
  }
  const byAddress = fits(index.recipientWithAddress(identity.replace(/^smtp:/i, '')));
  if (byAddress !== undefined) return byAddress;
  const named = index.recipientsNamed(identity).flatMap((guid) => fits(guid) ?? []);
  if (named.length > 1) throw ambiguous(identity);
  const [only] = named;
  if (only === undefined) throw notFound(identity);
  return only;
}
