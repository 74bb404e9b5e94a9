/** What a removal of the moving domains trips over, one of every kind and a few more in a large company: nothing of it shows in a list of mailboxes. */
import type { TenantBuilder } from './tenant-builder.js';

export interface BlockedDomains {
  readonly first: string;
  readonly second: string;
  /** Below the second, verified with it; it must go before its root. */
  readonly sub: string;
  readonly initial: string;
}

export function blockers(builder: TenantBuilder, mailboxes: number, on: BlockedDomains): void {
  const { first, second, sub, initial } = on;
  builder.contact('litware', 'Litware Hotline', 'hotline@litware.com', [`hotline.litware@${first}`]);
  builder.mailUser(
    {
      key: 'mail-user/robin',
      userPrincipalName: `robin.freelance@${initial}`,
      displayName: 'Robin Freelance',
      givenName: 'Robin',
      surname: 'Freelance',
    },
    'robin@adatum.com',
    [`robin.freelance@${first}`],
  );
  builder.deletedGroup(
    'deleted/kickoff',
    'Kick-off 2025',
    `kick-off-2025@${first}`,
    [`kick-off-2025@${initial}`],
    '2026-11-16T13:20:00Z',
  );
  builder.group('rooms/berlin', 'Rooms Berlin', { kind: 'RoomList', primary: `rooms-berlin@${first}` }, []);
  builder.group(
    'stores',
    'All Stores',
    { kind: 'MailUniversalDistributionGroup', primary: `all@${sub}`, aliases: [`all.stores@${initial}`] },
    [],
  );
  builder.application('intranet', 'Intranet', [`https://intranet.${first}`]);
  builder.application('shop', 'Shop Portal', [`api://shop.${second}/orders`, 'api://shop-portal']);
  builder.application('scanner', 'Scanner Upload', ['api://scanner-upload']);
  const each = 1 + Math.floor(mailboxes / 500);
  for (let i = 0; i < each; i += 1) {
    const n = i === 0 ? '' : `${i + 1}`;
    const number = n === '' ? '' : ` ${n}`;
    builder.deletedMailbox(
      `deleted/marta${n}`,
      `Marta Left${number}`,
      `marta.left${n}@${first}`,
      [`m.left${n}@${second}`],
      { at: '2026-11-18T15:05:00Z', held: false },
    );
    builder.deletedMailbox(`inactive/viktor${n}`, `Виктор Архивный${number}`, `viktor.archive${n}@${second}`, [], {
      at: '2025-06-30T16:00:00Z',
      held: true,
    });
    builder.publicFolder(`complaints${n}`, `Complaints${number}`, `complaints${n}@${first}`, [
      `reklamation${n}@${second}`,
    ]);
  }
}
