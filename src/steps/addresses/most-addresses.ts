/**
 * How many addresses of all types one object may have. No page of Microsoft's names the figure that is in force; the service does where it
 * refuses: "This request results in the user having 334 proxy addresses. The maximum number of proxy addresses permitted is 333."
 * https://dev.classmethod.jp/articles/limiting-proxy-addresses-to-333-per-mailbox-in-exchange-online
 */
import type { ObjectRef, Remark } from '../../contract/finding.js';
import { sameAddress, smtpAddresses } from './proxy-address.js';

export const mostAddresses = 333;

/** Whether `address` would be one too many. */
export const hasNoRoomFor = (addresses: readonly string[], address: string): boolean =>
  addresses.length >= mostAddresses && !smtpAddresses(addresses).some((one) => sameAddress(one, address));

export const noRoom = (object: ObjectRef, addresses: readonly string[], to: string): Remark => ({
  code: 'no-room-for-address',
  facts: { name: object.label, count: addresses.length, limit: mostAddresses, to },
  object,
});
