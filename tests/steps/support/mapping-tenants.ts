/** Both tenants of a mapping as plain data: a thousand people, and beside them one of everything that a row may stumble over. */
import type { HeldAddress, MailObject, Tenants } from '../../../src/steps/users/mapping/objects.js';
import { propose } from '../../../src/steps/users/mapping/propose.js';
import type { Row } from '../../../src/steps/users/mapping/row.js';
import { anna } from './engine-in-the-world.js';

export const idOf = (n: number, side: 's' | 'd' = 's'): string =>
  `${side === 's' ? 'aaaaaaaa' : 'dddddddd'}-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const mailObject = (id: string, kind: string, address: string, more: Partial<MailObject> = {}): MailObject => ({
  id,
  kind,
  name: `Name of ${address.slice(0, address.indexOf('@'))}`,
  address,
  addresses: [address.toLowerCase()],
  employeeId: null,
  licences: [],
  ...more,
});

const operator = { kind: 'person', person: anna } as const;
const guarded = { kind: 'protected', account: { side: 'source', account: 'x', why: 'break-glass' } } as const;
const held = (address: string, why: HeldAddress['why']): HeldAddress => ({
  address,
  id: idOf(9_000),
  name: `Held ${why}`,
  why,
});

export const people = 1_000;
export const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';

export function mappingTenants(count = people): Tenants {
  const persons = Array.from({ length: count }, (_, n) =>
    mailObject(idOf(n), 'UserMailbox', `person${n}@contoso.com`, { employeeId: `E${n}`, licences: [e3] }),
  );
  // Every tenth of them is at the destination already.
  const there = persons
    .filter((_, n) => n % 10 === 0)
    .map((one, n) =>
      mailObject(idOf(n, 'd'), 'UserMailbox', `p${n * 10}@fabrikam.com`, {
        name: one.name,
        employeeId: one.employeeId,
      }),
    );
  return {
    source: {
      objects: [
        ...persons,
        mailObject(idOf(5_000), 'SharedMailbox', 'info@contoso.com', {
          addresses: ['info@contoso.com', 'office@contoso.com'],
        }),
        mailObject(idOf(5_001), 'RoomMailbox', 'room@contoso.com'),
        mailObject(idOf(5_002), 'MailUniversalDistributionGroup', 'sales@contoso.com'),
        mailObject(idOf(5_003), 'DiscoveryMailbox', 'search@contoso.com'),
        mailObject(idOf(5_004), 'GuestMailUser', 'visitor@elsewhere.example'),
        mailObject(idOf(5_005), 'UserMailbox', 'anna@contoso.com', { operator }),
        mailObject(idOf(5_006), 'UserMailbox', 'glass@contoso.com', { operator: guarded }),
        mailObject(idOf(5_007), 'UserMailbox', 'info@contoso-retail.com'),
        mailObject(idOf(5_008), 'MailUniversalDistributionGroup', 'board@contoso.com'),
        mailObject(idOf(5_009), 'UserMailbox', 'guestthere@contoso.com'),
      ],
      held: [
        held('gone@contoso.com', 'deleted'),
        held('folder@contoso.com', 'public folder'),
        held('unlicensed@contoso.com', 'user'),
      ],
    },
    destination: {
      objects: [
        ...there,
        mailObject(idOf(6_000, 'd'), 'UserMailbox', 'boss@fabrikam.com', { operator }),
        mailObject(idOf(6_001, 'd'), 'UserMailbox', 'glass@fabrikam.com', { operator: guarded }),
        mailObject(idOf(6_002, 'd'), 'MailUniversalDistributionGroup', 'list@fabrikam.com'),
        mailObject(idOf(6_003, 'd'), 'UserMailbox', 'house@fabrikam.com', {
          addresses: ['house@fabrikam.com', 'haus@fabrikam.com'],
        }),
        mailObject(idOf(6_004, 'd'), 'MailContact', 'board@contoso.com', { name: 'Board of Contoso' }),
        mailObject(idOf(6_005, 'd'), 'GuestMailUser', 'guestthere@contoso.com', {
          addresses: ['guestthere@contoso.com', 'guestthere_contoso.com#ext#@fabrikamworld.onmicrosoft.com'],
        }),
        mailObject(idOf(6_006, 'd'), 'RoomMailbox', 'hall@fabrikam.com'),
        mailObject(idOf(6_007, 'd'), 'SharedMailbox', 'taken@fabrikamworld.onmicrosoft.com'),
      ],
      held: [
        held('left@fabrikam.com', 'deleted'),
        held('bare@fabrikam.com', 'user'),
        held('public@fabrikam.com', 'public folder'),
      ],
      domains: new Map([
        ['fabrikam.com', true],
        ['fabrikamworld.onmicrosoft.com', true],
        ['soon.fabrikam.com', false],
        [`${'long-'.repeat(9)}x.fabrikam.com`, true],
      ]),
      licences: [
        { skuId: e3, name: 'SPE_E3', left: 5_000, bringsMailbox: true },
        { skuId: '4b9405b0-7788-4568-add1-99614e613b69', name: 'EXCHANGESTANDARD', left: 1, bringsMailbox: true },
      ],
    },
    movingDomains: ['contoso.com', 'contoso-retail.com'],
    homeDomain: 'fabrikamworld.onmicrosoft.com',
  };
}

/** The proposal as people find it: it stands as it is. */
export const proposedRows = (tenants: Tenants): readonly Row[] => propose(tenants);
