/** How long the pass over all mailboxes takes before anybody has measured one. */

/** Megabytes an hour and mailbox: the middle of what the vendor saw: https://help.bittitan.com/hc/en-us/articles/115008254508 */
export const assumedSpeed = 750;

/** Mailboxes under way at one time, as a project has it by default: https://help.bittitan.com/hc/en-us/articles/115008101127 */
export const atOneTime = 100;

/** Gigabytes a mailbox. Ours: nobody publishes one, the inventory counts no bytes, and what is larger is seen in the pass itself. */
export const assumedSize = 10;

/** A mailbox is one item and takes its own time; of more than fit at one time the next ones wait. */
export const passHours = (mailboxes: number): number =>
  Math.ceil((Math.ceil(mailboxes / atOneTime) * assumedSize * 1000) / assumedSpeed);
