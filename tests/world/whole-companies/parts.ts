import type { WholeObject } from './maker.js';

export type Files = Readonly<Record<string, Buffer>>;

export const isGroup = ({ kind }: WholeObject): boolean => /Group$|^RoomList$|^GroupMailbox$/.test(kind);
/** A mailbox with a sign-in name, or one that Exchange keeps for itself. */
export const isPersonal = (one: WholeObject): boolean =>
  /Mailbox$/.test(one.kind) && !isGroup(one) && one.kind !== 'PublicFolderMailbox';
export const yes = (value: boolean): string => (value ? 'True' : 'False');
