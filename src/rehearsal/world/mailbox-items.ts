/** What lies in a mailbox, as far as it was put there since this world began. */

export type ItemKind = 'message' | 'event' | 'contact' | 'task';

export interface MailboxItem {
  readonly id: string;
  /** Guid of the recipient whose mailbox holds it: whatever it is called meanwhile. */
  readonly mailbox: string;
  readonly kind: ItemKind;
  /** Key of its folder. A list of tasks is a folder, too. */
  readonly folder: string;
  readonly createdAt: string;
  readonly bytes: number;
  /** It is on its way until then, and nobody sees it. */
  readonly arrivesAt?: string;
  /** Extended properties: https://learn.microsoft.com/en-us/graph/api/resources/singlevaluelegacyextendedproperty */
  readonly extended?: readonly { readonly id: string; readonly value: string }[];
  /** In Graph's property names. */
  readonly content: Readonly<Record<string, unknown>>;
}
