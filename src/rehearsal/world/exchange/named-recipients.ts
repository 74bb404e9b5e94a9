/** Recipients that a parameter names, one or several: kept by Guid, shown by the Name of today. */
import type { WorldContext } from '../context.js';
import type { Recipient, RecipientTypeDetails, Side } from '../entities.js';
import { findRecipient, type CmdletCall } from './cmdlet.js';
import { notFound } from './refusal.js';
import { listAfter } from './values.js';

/** As every Identity, and by LegacyExchangeDN, which is how some lists are shown. */
export function recipientNamed(
  call: CmdletCall,
  value: string,
  kinds: readonly RecipientTypeDetails[] | null = null,
): Recipient {
  if (!value.startsWith('/')) return findRecipient({ ...call, parameters: { Identity: value } }, kinds);
  const found = [...call.world.store.all(call.side, 'recipients')].find(
    (one) =>
      one.WhenSoftDeleted === null &&
      one.LegacyExchangeDN.toLowerCase() === value.toLowerCase() &&
      (kinds === null || kinds.includes(one.RecipientTypeDetails)),
  );
  if (found === undefined) throw notFound(value);
  return found;
}

/** Those of a list parameter, one after another; a text is one of them. */
export const recipientsNamed = (
  call: CmdletCall,
  name: string,
  kinds: readonly RecipientTypeDetails[] | null = null,
): readonly Recipient[] => {
  const value = call.parameters[name];
  const values: readonly unknown[] =
    value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  const found = values.map((one) => recipientNamed(call, String(one), kinds));
  return [...new Map(found.map((one) => [one.Guid, one])).values()];
};

/** A list replaces, a typed hashtable adds and removes, null empties; whoever was there and is nobody any more may stay. */
export function guidsAfter(call: CmdletCall, name: string, current: readonly string[]): readonly string[] {
  const guidOf = (value: unknown): string => {
    const text = String(value);
    return current.find((one) => one === text.toLowerCase()) ?? recipientNamed(call, text).Guid;
  };
  const guids = (value: unknown): unknown =>
    typeof value === 'string' ? guidOf(value) : Array.isArray(value) ? value.map(guidOf) : value;
  const given = call.parameters[name];
  const wanted =
    typeof given === 'object' && given !== null && !Array.isArray(given)
      ? Object.fromEntries(
          Object.entries(given).map(([key, value]) => [key, key.startsWith('@') ? value : guids(value)]),
        )
      : guids(given);
  return [...new Set(listAfter(name, current, wanted))].sort();
}

export const recipientsOf = ({ store }: WorldContext, side: Side, guids: unknown): readonly Recipient[] =>
  (Array.isArray(guids) ? guids : []).flatMap((guid) => {
    const one = store.get(side, 'recipients', String(guid));
    return one === undefined || one.WhenSoftDeleted !== null ? [] : [one];
  });
