/** What a company's exports were written from, beside them in its folder, and whether the tenants end as it wants: read by nobody but the proof. */
import type { Company, Recipient } from '../../rehearsal/world/entities.js';

export const truthFile = 'truth.json';

/** As `tests/world/whole-companies` writes it. */
export interface WrittenTruth {
  readonly moving: readonly string[];
  /** The files are refused, and these words are in the refusal. */
  readonly refusal: string | null;
  readonly objects: readonly {
    readonly kind: string;
    readonly name: string;
    readonly deleted: string | null;
    readonly addresses: readonly string[];
  }[];
}

/** Whoever moves: nobody gives the addresses of contacts, folders and accounts out at the destination. */
const moves = /^(User|Shared|Room|Equipment|Scheduling|Team|Group)Mailbox$|Group$|^RoomList$/;

/** After the whole night: each address on a moving domain is at the destination, at one object each, and no longer at the source. */
export function notArrived({ moving, objects }: WrittenTruth, { tenants }: Company): readonly string[] {
  const isMoving = (address: string): boolean => moving.some((name) => address.toLowerCase().endsWith(`@${name}`));
  const left = tenants.source.recipients
    .filter(({ WhenSoftDeleted }) => WhenSoftDeleted === null)
    .flatMap(({ EmailAddresses }) => EmailAddresses.filter((one) => /^smtp:/i.test(one) && isMoving(one)));
  const holders = byAddress(tenants.destination.recipients);
  return [
    ...left.map((address) => `${address} is still at the source`),
    ...objects
      .filter(({ kind, deleted }) => moves.test(kind) && deleted === null)
      .flatMap(({ name, addresses }) => {
        const wanted = addresses.filter((one) => /^smtp:/i.test(one) && isMoving(one)).map(plain);
        const missing = wanted.filter((address) => !holders.has(address));
        const held = new Set(wanted.flatMap((address) => holders.get(address) ?? []));
        return [
          ...missing.map((address) => `${address} of ${name} is nobody's at the destination`),
          ...(held.size > 1 ? [`${wanted.join(' ')} of ${name} are with ${held.size} objects`] : []),
        ];
      }),
  ];
}

/** After the way back: whoever moved holds at the source what the files said. */
export function notAsBefore({ objects }: WrittenTruth, { tenants }: Company): readonly string[] {
  const holders = byAddress(tenants.source.recipients);
  return objects
    .filter(({ kind, deleted }) => moves.test(kind) && deleted === null)
    .flatMap(({ name, addresses }) => {
      const [holder] = addresses.flatMap((one) => holders.get(plain(one)) ?? []);
      if (holder === undefined) return [`${name} holds none of its addresses`];
      const [wanted, is] = [addresses, holder.EmailAddresses].map(sorted);
      return wanted === is ? [] : [`${name} holds ${is} and not ${wanted}`];
    });
}

const plain = (address: string): string => address.replace(/^smtp:/i, '').toLowerCase();
const sorted = (addresses: readonly string[]): string => [...addresses].sort().join(' ');

const byAddress = (recipients: readonly Recipient[]): ReadonlyMap<string, Recipient> =>
  new Map(recipients.flatMap((one) => one.EmailAddresses.map((address) => [plain(address), one] as const)));
