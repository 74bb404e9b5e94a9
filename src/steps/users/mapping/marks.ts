/** What speaks for two objects of two companies being one. By one of them alone nobody is sure: both companies may number people from 1001, and both have an info@. */
import { splitAddress } from '../../addresses/proxy-address.js';
import type { MailObject } from './objects.js';

/** A number loses its leading zeros wherever a spreadsheet or another program took it for one. */
export function employeeIdOf({ employeeId }: MailObject): string | null {
  const plain = (employeeId ?? '')
    .trim()
    .toLowerCase()
    .replace(/^0+(?=.)/, '');
  return plain === '' ? null : plain;
}

/** Of people in whichever order: one company writes `Anna Berg`, the other `Berg, Anna`. */
export function nameOf({ kind, name }: MailObject): string | null {
  const plain = name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
  if (kind !== 'UserMailbox') return plain === '' ? null : plain;
  const words = plain.split(/[\s,]+/).filter((word) => word !== '');
  return words.length === 0 ? null : words.sort().join(' ');
}

export function hasSameName(one: MailObject, target: MailObject): boolean {
  const name = nameOf(one);
  return name !== null && name === nameOf(target);
}

export function hasSameLocalPart(one: MailObject, target: MailObject): boolean {
  const [from, to] = [one.address, target.address].map((address) => splitAddress(address)?.local.toLowerCase());
  return from !== undefined && to !== undefined && (to === from || to.startsWith(`${from}.`));
}

/** Before it has its own domain its address may say where it comes from: `ivan.petrov.contoso-com`, `ivan.petrov.contoso`. */
export function namesItsOrigin(one: MailObject, target: MailObject): boolean {
  const [from, to] = [splitAddress(one.address), splitAddress(target.address)];
  if (from === null || to === null) return false;
  const [label = ''] = from.domain.split('.');
  const stopgaps = [label, from.domain.replaceAll('.', '-')].map((origin) => `${from.local}.${origin}`.toLowerCase());
  return stopgaps.includes(to.local.toLowerCase());
}

/** One of them beside an employee id makes a pair, and keeps two ids of two companies from parting one person. */
export const isCalledAlike = (one: MailObject, target: MailObject): boolean =>
  hasSameName(one, target) || hasSameLocalPart(one, target);

/** A room, a list, a shared mailbox: what it is called it may be called in every company. */
export const isPerson = ({ kind }: MailObject): boolean => kind === 'UserMailbox';
