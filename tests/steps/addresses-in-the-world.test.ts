/** From the default domain to the last address: the source-side steps of the night against the simulated services over HTTP. */
import type { Change, ChangeDefinition } from '../../src/contract/change.js';
import type { RosterPerson } from '../../src/contract/context.js';
import { fulfils, type Json } from '../../src/contract/json.js';
import type { Company, Recipient } from '../../src/rehearsal/world/entities.js';
import type { Faults } from '../../src/rehearsal/world/faults.js';
import type { Transport } from '../../src/transport.js';
import {
  carryOut,
  directoryGroup,
  domain,
  guid,
  initial,
  inverted,
  movingDomains,
  recipient,
  rehearsal,
  tenant,
  user,
  type WireLine,
} from './support/small-world.js';

const home = initial.source;

interface Holder {
  readonly n: number;
  readonly kind: Recipient['RecipientTypeDetails'];
  /** The whole list, the primary first. */
  readonly list: readonly string[];
  /** Of a mailbox; the primary address where it is not said. */
  readonly signsInAs?: string;
  readonly more?: Partial<Recipient>;
}

const mailboxes: readonly Holder[] = [
  { n: 1, kind: 'SharedMailbox', list: ['SMTP:info@contoso-retail.com', 'smtp:info@staying.example'] },
  { n: 2, kind: 'SharedMailbox', list: ['SMTP:info@contoso.com', 'smtp:Info.Desk@CONTOSO.com'] },
  {
    n: 3,
    kind: 'UserMailbox',
    list: [
      'SMTP:Ivan.Petrov@Contoso.COM',
      'smtp:ivan@CONTOSO-Retail.com',
      'smtp:ivan@staying.example',
      'SIP:ivan.petrov@contoso.com',
      'X500:/o=Old/ou=Exchange/cn=ivan.petrov@contoso.com',
      `SPO:SPO_${guid(3)}@SPO_${guid(1)}`,
      'EUM:1003;phone-context=plan.contoso.com',
    ],
    signsInAs: 'Ivan.Petrov@contoso.com',
    more: { DisplayName: 'Иван Петров' },
  },
  { n: 4, kind: 'RoomMailbox', list: ['SMTP:room4@contoso.com'], more: { DisplayName: 'Переговорная 4' } },
  { n: 5, kind: 'EquipmentMailbox', list: ['SMTP:beamer@contoso-retail.com', `smtp:Beamer.2@${home}`] },
  { n: 6, kind: 'UserMailbox', list: ['SMTP:sergei.volkov@contoso.com', 'SIP:sergei.volkov@contoso.com'] },
  { n: 7, kind: 'UserMailbox', list: [`SMTP:breakglass@${home}`, 'smtp:breakglass@contoso.com'] },
  { n: 8, kind: 'UserMailbox', list: [`SMTP:settled@${home}`, 'smtp:settled@staying.example'] },
  ...Array.from({ length: 22 }, (_, n): Holder => ({
    n: 60 + n,
    kind: 'UserMailbox',
    list: [`SMTP:staff${n}@contoso.com`, `SIP:staff${n}@contoso.com`],
  })),
];

const groups: readonly Holder[] = [
  {
    n: 30,
    kind: 'MailUniversalDistributionGroup',
    list: ['SMTP:sales@contoso.com', 'smtp:Verkauf@contoso-retail.com'],
  },
  { n: 31, kind: 'MailUniversalSecurityGroup', list: ['SMTP:sales@contoso-retail.com', 'X500:/o=Old/cn=sales'] },
  { n: 32, kind: 'RoomList', list: ['SMTP:rooms.north@contoso.com'] },
  { n: 33, kind: 'DynamicDistributionGroup', list: ['SMTP:Settled@contoso-retail.com', 'smtp:everybody@contoso.com'] },
  {
    n: 34,
    kind: 'MailUniversalDistributionGroup',
    list: ['SMTP:Team.Nord@Contoso.com', `smtp:Team.Nord@${home}`, `smtp:a.nord@${home}`],
  },
  { n: 35, kind: 'MailUniversalDistributionGroup', list: ['SMTP:press@staying.example', 'smtp:press@contoso.com'] },
  {
    n: 36,
    kind: 'MailUniversalDistributionGroup',
    list: ['SMTP:lists@contoso.com'],
    more: { DisplayName: 'Списки рассылки' },
  },
  { n: 37, kind: 'MailUniversalDistributionGroup', list: [`SMTP:quiet@${home}`] },
  {
    n: 40,
    kind: 'GroupMailbox',
    list: ['SMTP:projekt@contoso.com', `smtp:projekt@${home}`, `SPO:SPO_${guid(40)}@SPO_${guid(1)}`],
  },
  { n: 41, kind: 'GroupMailbox', list: ['SMTP:Rooms.North@contoso-retail.com'] },
  {
    n: 42,
    kind: 'GroupMailbox',
    list: [`SMTP:otdel@${home}`, 'smtp:otdel@contoso.com'],
    more: { DisplayName: 'Отдел продаж' },
  },
];

/**
 * A Microsoft 365 group is never without an address on the initial domain, so taking the last one away again is no way back.
 * https://learn.microsoft.com/en-us/powershell/module/exchange/set-unifiedgroup
 */
const asExchangeKeepsIt = (holder: Holder): Holder =>
  holder.kind === 'GroupMailbox' && !holder.list.some((address) => address.endsWith(`@${home}`))
    ? { ...holder, list: [...holder.list, `smtp:group${holder.n}@${home}`] }
    : holder;

const primaryOf = ({ list }: Holder): string => (list[0] as string).slice('SMTP:'.length);
const nameOf = (holder: Holder): string => holder.signsInAs ?? primaryOf(holder);

function companyOf(boxes: readonly Holder[] = mailboxes, lists: readonly Holder[] = groups): Company {
  const recipientOf = (holder: Holder, signsInAs: string | null): Recipient =>
    recipient(holder.n, holder.kind, holder.list, signsInAs, {
      ...(holder.kind === 'DynamicDistributionGroup' ? { ExternalDirectoryObjectId: '' } : {}),
      ...holder.more,
    });
  return {
    format: 'changeover-company-1',
    movingDomains,
    dns: { records: [] },
    tenants: {
      source: tenant('source', {
        domains: [
          { ...domain(home, true), isDefault: false },
          { ...domain('contoso.com'), isDefault: true },
          domain('contoso-retail.com'),
          domain('staying.example'),
        ],
        users: boxes.map((holder) => user(holder.n, nameOf(holder), holder.list, { mail: primaryOf(holder) })),
        deletedUsers: [
          {
            ...user(90, `${guid(90).replaceAll('-', '')}lists@${home}`, []),
            deletedDateTime: '2026-11-20T00:00:00Z',
          },
        ],
        groups: lists
          .filter(({ kind }) => kind !== 'DynamicDistributionGroup')
          .map(({ n, kind, list }) => directoryGroup(n, kind, list)),
        recipients: [
          ...boxes.map((holder) => recipientOf(holder, nameOf(holder))),
          ...lists.map((holder) => recipientOf(holder, null)),
        ],
      }),
      destination: tenant('destination', {}),
    },
  };
}

const roster: readonly RosterPerson[] = [
  {
    personId: guid(201),
    name: 'Sergei',
    company: 'source',
    roles: ['business-owner'],
    email: 'sergei.volkov@contoso.com',
    userPrincipalName: null,
  },
];
const protectedAccounts = [{ side: 'source', account: `breakglass@${home}`, why: 'break-glass' }] as const;

const open = (more: Partial<Parameters<typeof rehearsal>[0]> = {}) =>
  rehearsal({ company: companyOf(), roster, protectedAccounts, ...more });
type Run = Awaited<ReturnType<typeof rehearsal>>;

const moves = (address: string): boolean => /^(smtp|sip):.*@(contoso|contoso-retail)\.com$/i.test(address);
const codes = (list: readonly { readonly code: string }[]): readonly string[] => list.map(({ code }) => code);
const afterOf = <T>(changes: readonly Change[], n: number): T | undefined =>
  changes.find(({ object }) => [guid(n), guid(n, 'e')].includes(object.id))?.after as T | undefined;

/** Names and parameters of the cmdlets that were sent in batches, from a line of the wire log on. */
const commandsSince = (lines: readonly WireLine[], from: number) =>
  lines
    .slice(from)
    .filter(({ system, url }) => system === 'exchange' && url.endsWith('/$batch'))
    .flatMap(
      ({ body }) =>
        (
          JSON.parse(body ?? '') as {
            requests: { body: { CmdletInput: { CmdletName: string; Parameters: Record<string, unknown> } } }[];
          }
        ).requests,
    )
    .map(({ body }) => body.CmdletInput);
const writesSince = (lines: readonly WireLine[], from: number) =>
  commandsSince(lines, from).filter(({ CmdletName }) => CmdletName.startsWith('Set-'));

const night = [
  'default-domain-source',
  'upn-to-initial-domain',
  'groups-primary-to-initial-domain',
  'mailbox-aliases-removed',
  'group-aliases-removed',
  'm365-groups-moved',
] as const;

interface Done {
  readonly definition: ChangeDefinition;
  readonly changes: readonly Change[];
  readonly seen: ReadonlyMap<string, Json>;
}

async function carryOutThrough(run: Run, steps: readonly string[]): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (const step of steps) {
    const definition = run.change(step);
    const plan = await definition.plan(run.ctx);
    expect([step, plan.blockers]).toEqual([step, []]);
    done.push({ definition, changes: plan.changes, seen: await carryOut(definition, run.ctx, plan.changes) });
    // What is done is done: a second plan has nothing.
    expect([step, (await definition.plan(run.ctx)).changes]).toEqual([step, []]);
  }
  return done;
}

const sourceOf = (state: Company) => ({
  recipients: state.tenants.source.recipients
    .map((one) => [one.Guid, one.UserPrincipalName, [...one.EmailAddresses].sort()])
    .sort(),
  names: state.tenants.source.users.map((one) => [one.id, one.userPrincipalName]).sort(),
  defaults: state.tenants.source.domains.filter(({ isDefault }) => isDefault).map(({ id }) => id),
});

const services: readonly (readonly [string, Partial<Faults>])[] = [
  ['calm services', {}],
  ['services that make the new name an alias', { newUserPrincipalNameBecomes: 'secondary' }],
  ['storm services', { scenario: 'storm' }],
];

test.each(services)(
  'with %s the source leaves the moving domains, and comes back to where it was',
  async (_, faults) => {
    const run = await open({ faults, company: companyOf(mailboxes, groups.map(asExchangeKeepsIt)) });
    try {
      const before = await run.state();
      const done = await carryOutThrough(run, night);

      const { recipients, domains } = (await run.state()).tenants.source;
      expect(domains.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([home]);
      const still = recipients.filter(({ EmailAddresses }) => EmailAddresses.some(moves));
      expect(still.map(({ Guid }) => Guid).sort()).toEqual([guid(6, 'e'), guid(7, 'e')]);
      for (const one of recipients.filter((recipient) => !still.includes(recipient))) {
        const start = before.tenants.source.recipients.find(({ Guid }) => Guid === one.Guid) as Recipient;
        const lower = (list: readonly string[]) => list.map((address) => address.toLowerCase());
        const stays = start.EmailAddresses.filter((address) => !moves(address));
        expect(lower(one.EmailAddresses)).toEqual(expect.arrayContaining(lower(stays)));
        expect(one.EmailAddresses.filter((address) => address.startsWith('SMTP:'))).toHaveLength(1);
      }
      const ivan = recipients.find(({ Guid }) => Guid === guid(3, 'e'));
      expect([...(ivan?.EmailAddresses ?? [])].sort()).toEqual(
        [
          `SMTP:Ivan.Petrov@${home}`,
          'smtp:ivan@staying.example',
          `SIP:ivan.petrov@${home}`,
          'X500:/o=Old/ou=Exchange/cn=ivan.petrov@contoso.com',
          `SPO:SPO_${guid(3)}@SPO_${guid(1)}`,
          'EUM:1003;phone-context=plan.contoso.com',
        ].sort(),
      );

      for (const { definition, changes, seen } of [...done].reverse()) {
        await carryOut(definition, run.ctx, inverted(definition, changes, seen), 'undo');
      }
      expect(sourceOf(await run.state())).toEqual(sourceOf(before));
    } finally {
      run.close();
    }
  },
);

test('groups get the address they have on the initial domain, or a name nobody holds: no mailbox, group or deleted user', async () => {
  const run = await open();
  try {
    await carryOutThrough(run, ['default-domain-source', 'upn-to-initial-domain']);
    const definition = run.change('groups-primary-to-initial-domain');
    const plan = await definition.plan(run.ctx);

    const primary = (n: number) =>
      afterOf<{ emailAddresses: string[] }>(plan.changes, n)
        ?.emailAddresses.find((address) => address.startsWith('SMTP:'))
        ?.slice('SMTP:'.length);
    expect([30, 31, 32, 33, 34, 36].map(primary)).toEqual([
      `sales@${home}`,
      `sales.contoso-retail@${home}`,
      `rooms.north@${home}`,
      `Settled.contoso-retail@${home}`,
      `Team.Nord@${home}`,
      `lists.contoso@${home}`,
    ]);
    expect(plan.changes).toHaveLength(6);
    expect(codes(plan.warnings)).toEqual([
      'addresses-collide',
      'address-renamed',
      'address-renamed',
      'address-renamed',
    ]);
    expect(plan.leftOut.map(({ code, object }) => [code, object?.id])).toEqual([['left-out-primary-stays', guid(35)]]);

    const from = run.lines.length;
    await carryOut(definition, run.ctx, plan.changes);
    const writes = writesSince(run.lines, from);
    expect(writes).toHaveLength(6);
    expect(writes.filter(({ CmdletName }) => CmdletName === 'Set-DistributionGroup')).toHaveLength(5);
    expect(writes.find(({ CmdletName }) => CmdletName === 'Set-DynamicDistributionGroup')?.Parameters).toEqual({
      Identity: guid(33, 'e'),
      EmailAddresses: [`SMTP:Settled.contoso-retail@${home}`],
    });
    expect(writes[0]?.Parameters).toMatchObject({ BypassSecurityGroupManagerCheck: true });

    const since = run.lines.length;
    await carryOutThrough(run, ['group-aliases-removed', 'mailbox-aliases-removed']);
    const groupWrites = writesSince(run.lines, since).filter(({ CmdletName }) => CmdletName !== 'Set-Mailbox');
    // The others lost their addresses with the primary one: no group is written twice.
    expect(groupWrites.map(({ Parameters }) => Parameters['Identity'])).toEqual([guid(35)]);
    const unified = await run.change('m365-groups-moved').plan(run.ctx);
    // The room list took the plain name an hour ago.
    expect(afterOf(unified.changes, 41)).toEqual({ emailAddresses: [`SMTP:Rooms.North.contoso-retail@${home}`] });
    expect(codes(unified.warnings)).toEqual(['addresses-collide', 'address-renamed']);
    expect(unified.changes.map(({ object }) => object.kind)).toEqual(['m365-group', 'm365-group', 'm365-group']);
  } finally {
    run.close();
  }
});

test('each mailbox is written once, with the whole list; the people of the migration are left to a person', async () => {
  const run = await open({ faults: { newUserPrincipalNameBecomes: 'secondary' } });
  try {
    await carryOutThrough(run, ['upn-to-initial-domain']);
    const definition = run.change('mailbox-aliases-removed');
    const plan = await definition.plan(run.ctx);
    expect(plan.leftOut.map(({ code, object }) => [code, object?.id])).toEqual([
      ['left-out-roster', guid(6)],
      ['left-out-protected', guid(7)],
    ]);
    // The primary is on the moving domain still: the sign-in name takes its place, also where another address is there.
    expect(afterOf(plan.changes, 5)).toEqual({ emailAddresses: [`SMTP:beamer@${home}`, `smtp:Beamer.2@${home}`] });

    const from = run.lines.length;
    await carryOut(definition, run.ctx, plan.changes);
    const writes = writesSince(run.lines, from);
    expect(writes.map(({ Parameters }) => Parameters['Identity'])).toEqual(plan.changes.map(({ object }) => object.id));
    expect(writes.every(({ Parameters }) => Array.isArray(Parameters['EmailAddresses']))).toBe(true);
  } finally {
    run.close();
  }
});

test('what cannot be done in the cloud, and a list that would be without a primary address, is a blocker', async () => {
  const synced = { IsDirSynced: true };
  const run = await rehearsal({
    company: companyOf(
      [
        { n: 1, kind: 'UserMailbox', list: [`SMTP:a@${home}`, 'smtp:a@contoso.com'], more: synced },
        {
          n: 2,
          kind: 'UserMailbox',
          list: [`SMTP:b@${home}`, 'smtp:b@contoso.com'],
          more: { ...synced, IsExchangeCloudManaged: true },
        },
        { n: 3, kind: 'SharedMailbox', list: ['SMTP:c@contoso.com', 'smtp:c@staying.example'] },
      ],
      [
        { n: 30, kind: 'MailUniversalSecurityGroup', list: ['SMTP:d@contoso.com'], more: synced },
        { n: 31, kind: 'DynamicDistributionGroup', list: ['SMTP:e@contoso.com'] },
        { n: 40, kind: 'GroupMailbox', list: ['SMTP:f@contoso.com'], more: synced },
      ],
    ),
  });
  const planOf = async (step: string) => {
    const plan = await run.change(step).plan(run.ctx);
    return {
      blockers: plan.blockers.map(({ code, object }) => `${code} ${object?.id}`),
      changes: plan.changes.map(({ object }) => object.id),
    };
  };
  try {
    expect(await planOf('mailbox-aliases-removed')).toEqual({
      blockers: [`mailbox-synced ${guid(1)}`, `mailbox-without-initial-address ${guid(3)}`],
      changes: [guid(2)],
    });
    expect(await planOf('groups-primary-to-initial-domain')).toEqual({
      blockers: [`group-synced ${guid(30)}`],
      changes: [guid(31, 'e')],
    });
    expect(await planOf('group-aliases-removed')).toEqual({
      blockers: [`group-synced ${guid(30)}`, `group-primary-not-moved ${guid(31, 'e')}`],
      changes: [],
    });
    expect(await planOf('m365-groups-moved')).toEqual({ blockers: [`group-synced ${guid(40)}`], changes: [] });
  } finally {
    run.close();
  }
});

const writingSteps = night.filter((step) => step !== 'upn-to-initial-domain');

test('an application that may only read is refused each of these writes, and told that a right is missing', async () => {
  const run = await open();
  const reader = await open({ app: 'readOnly' });
  try {
    for (const step of writingSteps) {
      const plan = await run.change(step).plan(run.ctx);
      const changes = plan.changes.slice(0, 3);
      expect(changes.length).toBeGreaterThan(0);
      const results = await reader.change(step).apply(reader.ctx, changes);
      expect(results.map((one) => [step, one.result === 'refused' ? one.remark.code : one.result])).toEqual(
        changes.map(() => [step, 'permission-missing']),
      );
      await carryOutThrough(run, [step === 'default-domain-source' ? 'upn-to-initial-domain' : step]);
    }
  } finally {
    run.close();
    reader.close();
  }
});

/** Lets every request arrive; the answers to those that carry a write are lost while `losing`. */
function losingAnswers() {
  const state = { losing: true, lost: 0 };
  const on =
    (transport: Transport): Transport =>
    async (request) => {
      const writes =
        request.method === 'POST' &&
        /"Set-|"method":"PATCH"/.test(request.body === null ? '' : await request.clone().text());
      const answer = await transport(request);
      if (!writes || !state.losing) return answer;
      await answer.text();
      state.lost += 1;
      throw new TypeError('fetch failed');
    };
  return { state, on };
}

test('a write that was not answered is read back, and not sent again', async () => {
  const { state, on } = losingAnswers();
  const run = await open({ on });
  try {
    for (const step of night) {
      const definition = run.change(step);
      const plan = await definition.plan(run.ctx);
      const from = run.lines.length;
      const [first] = await definition.apply(run.ctx, plan.changes.slice(0, 1));
      expect([step, first?.result]).toEqual([step, 'in-doubt']);
      await carryOut(definition, run.ctx, plan.changes);
      const times = new Map<unknown, number>();
      for (const { Parameters } of writesSince(run.lines, from)) {
        times.set(Parameters['Identity'], (times.get(Parameters['Identity']) ?? 0) + 1);
      }
      expect([step, [...times.values()].filter((count) => count > 1)]).toEqual([step, []]);
    }
    expect(state.lost).toBeGreaterThan(night.length);
  } finally {
    run.close();
  }
});

test('a tenant that is too busy has not done it, and says when to come again', async () => {
  const run = await open();
  try {
    await carryOutThrough(run, ['upn-to-initial-domain']);
    const definition = run.change('mailbox-aliases-removed');
    const { changes } = await definition.plan(run.ctx);
    await run.setFaults({ exchangePerTenSeconds: 1 });
    const results = await definition.apply(run.ctx, changes.slice(0, 3));

    expect(results.map(({ result }) => result)).toEqual(['done', 'not-done', 'not-done']);
    expect(results[1]).toMatchObject({ retryAfter: expect.any(Number) as number });
  } finally {
    run.close();
  }
});

test('what somebody else changed since the plan is neither as planned from nor as wanted', async () => {
  const run = await open();
  try {
    await carryOutThrough(run, ['upn-to-initial-domain', 'groups-primary-to-initial-domain']);
    const drifted = async (step: string, change: Change | undefined): Promise<void> => {
      const [seen] = await run.change(step).observe(run.ctx, [change as Change]);
      if (!seen?.seen || change === undefined) throw new Error(`${step}: not seen`);
      expect([step, fulfils(change.before, seen.value), fulfils(change.after, seen.value)]).toEqual([
        step,
        false,
        false,
      ]);
    };
    const plan = async (step: string) => (await run.change(step).plan(run.ctx)).changes;
    const [mailbox] = await plan('mailbox-aliases-removed');
    const [group] = await plan('group-aliases-removed');
    const [unified] = await plan('m365-groups-moved');
    const extra = (n: number) => `smtp:extra${n}@staying.example`;
    const list = (change: Change | undefined) => (change?.before as { emailAddresses: string[] }).emailAddresses;
    await run.source.exchange.setMailboxEmailAddresses([
      { mailboxId: mailbox?.object.id ?? '', add: [extra(1)], remove: [] },
    ]);
    await run.source.exchange.setGroupEmailAddresses([
      {
        groupId: group?.object.id ?? '',
        kind: 'distribution-group',
        emailAddresses: [...list(group), extra(2)],
      },
      { groupId: unified?.object.id ?? '', kind: 'm365-group', emailAddresses: [...list(unified), extra(3)] },
    ]);

    await drifted('mailbox-aliases-removed', mailbox);
    await drifted('group-aliases-removed', group);
    await drifted('m365-groups-moved', unified);
    await drifted('group-aliases-removed', {
      ...(group as Change),
      object: { ...(group as Change).object, id: guid(999) },
    });

    const [defaults] = await plan('default-domain-source');
    await run.source.graph.makeDefaultDomain('staying.example');
    await run.ctx.pause(60_000);
    await drifted('default-domain-source', defaults);
  } finally {
    run.close();
  }
});

test('reading back names what is left, what came since, what is lost and what is gone', async () => {
  const run = await open();
  try {
    await carryOutThrough(run, ['upn-to-initial-domain']);
    const definition = run.change('mailbox-aliases-removed');
    const { changes } = await definition.plan(run.ctx);
    const [first, second, third, ...rest] = changes as [Change, Change, Change, ...Change[]];
    await definition.apply(run.ctx, rest);
    const list = (change: Change) => (change.after as { emailAddresses: string[] }).emailAddresses;
    await run.source.exchange.setMailboxEmailAddresses([
      { mailboxId: second.object.id, emailAddresses: list(second).filter((address) => address.startsWith('SMTP:')) },
      { mailboxId: third.object.id, emailAddresses: list(third).filter((address) => !address.startsWith('X500')) },
    ]);
    const ghost: Change = { ...first, object: { ...first.object, id: guid(999) } };
    const findings = await definition.verify(run.ctx, [second, third, ghost, ...rest]);

    expect(new Set(findings.map(({ status }) => status))).toEqual(new Set(['failed']));
    expect(findings.map(({ code, object }) => `${code} ${object?.id}`)).toEqual([
      `address-lost ${third.object.id}`,
      `address-holder-gone ${guid(999)}`,
      `address-appeared-on-moving-domain ${first.object.id}`,
    ]);
    const still = await definition.verify(run.ctx, changes);
    expect(still.find(({ code }) => code === 'address-still-on-moving-domain')?.object?.id).toBe(first.object.id);
  } finally {
    run.close();
  }
});

test('the default domain: already there is nothing to do, and the way back names the old one', async () => {
  const run = await open();
  try {
    const definition = run.change('default-domain-source');
    const { changes } = await definition.plan(run.ctx);
    expect(changes).toEqual([
      {
        side: 'source',
        object: { kind: 'domain', id: home, label: home },
        before: { defaultDomain: 'contoso.com' },
        after: { defaultDomain: home },
      },
    ]);
    expect(codes(await definition.verify(run.ctx, changes))).toEqual(['default-domain-not-as-planned']);
    const seen = await carryOut(definition, run.ctx, changes);
    expect(codes((await definition.plan(run.ctx)).leftOut)).toEqual(['left-out-default-already']);
    expect(inverted(definition, changes, seen).map(({ after }) => after)).toEqual([{ defaultDomain: 'contoso.com' }]);
    expect(run.lines.filter(({ body }) => body?.includes('PATCH') === true)).toHaveLength(1);
  } finally {
    run.close();
  }
});
