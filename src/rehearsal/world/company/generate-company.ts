/** A company of any size with the mess of real ones. The same numbers give the same company, down to the last id. */
import { cast, type CastMember } from '../../cast.js';
import type { Company, DnsRecord, Domain, Tenant } from '../entities.js';
import { usualSubscriptions } from '../licences/products.js';
import { seededGuid, seededStream } from '../seeded.js';
import { blockers } from './blockers.js';
import { destinationHabits, sourceHabits } from './habits.js';
import { departments, givenNames, groupNames, sharedNames, surnames } from './names.js';
import { madeUpDestination, type MadeUpDestination } from './made-up-destination.js';
import { awaitNewcomers } from './newcomers.js';
import { TenantBuilder } from './tenant-builder.js';

export interface CompanyOptions {
  /** Mailboxes of the source: people, shared, rooms and equipment together. */
  readonly mailboxes?: number;
  readonly seed?: number;
  /** How many users on the moving domain are mastered by an on-premises directory (at most 2). */
  readonly synced?: number;
}

export const movingDomains = ['contoso.com', 'contoso-retail.com'] as const;
const [firstDomain, secondDomain] = movingDomains;
const subdomain = `stores.${secondDomain}`;
const sourceInitial = 'contosogroup.onmicrosoft.com';

const smallest = 24;

export function generateCompany(options: CompanyOptions = {}): Company {
  const { mailboxes = 120, seed = 1, synced = 0 } = options;
  if (!Number.isInteger(mailboxes) || mailboxes < smallest) {
    throw new RangeError(`A company has at least ${smallest} mailboxes, not ${mailboxes}.`);
  }
  const source = sourceTenant(mailboxes, seed, Math.min(2, synced)).tenant(synced > 0 ? true : null);
  const bought = (tenant: Tenant): Tenant => ({ ...tenant, subscriptions: usualSubscriptions(tenant.users) });
  const destination = destinationTenant(Math.max(12, Math.round(mailboxes / 10)), seed);
  destinationHabits(destination, seed, { first: firstDomain, second: secondDomain });
  expectNewcomers(destination, source, movingDomains);
  return {
    format: 'changeover-company-1',
    movingDomains: [...movingDomains],
    tenants: { source: bought(source), destination: bought(destination.tenant(null)) },
    dns: { records: movingDomains.flatMap((domain) => zoneOf(domain, seed)) },
  };
}

function sourceTenant(mailboxes: number, seed: number, synced: number): TenantBuilder {
  const random = seededStream(seed);
  const builder = new TenantBuilder(
    'source',
    seed,
    {
      tenantId: seededGuid(seed, 'tenant/source'),
      displayName: 'Contoso',
      initialDomain: sourceInitial,
      countryLetterCode: 'DE',
    },
    [
      domain(sourceInitial, seed, 'initial'),
      domain(firstDomain, seed, 'default'),
      domain(secondDomain, seed, 'more'),
      domain(subdomain, seed, 'sub'),
    ],
  );
  for (const member of cast)
    if (member.company === 'source')
      castAtHome(builder, member, member.home.on === 'moving' ? firstDomain : sourceInitial);
  let left = mailboxes - cast.filter((member) => member.company === 'source').length;

  left -= collisions(builder);
  const rooms = Math.max(2, Math.round(mailboxes * 0.04));
  const equipment = Math.max(1, Math.round(mailboxes * 0.015));
  const shared = Math.max(2, Math.round(mailboxes * 0.06));
  for (let i = 0; i < rooms; i += 1)
    resource(builder, 'RoomMailbox', `Room ${String(i + 1).padStart(3, '0')}`, `room-${i + 1}`);
  for (let i = 0; i < equipment; i += 1) resource(builder, 'EquipmentMailbox', `Van ${i + 1}`, `van-${i + 1}`);
  for (let i = 0; i < shared; i += 1) {
    const name = sharedNames[i % sharedNames.length] as string;
    const number = Math.floor(i / sharedNames.length);
    const local = `${name.toLowerCase()}${number === 0 ? '' : number}`;
    const on = i % 3 === 2 ? secondDomain : firstDomain;
    builder.person(
      {
        key: `shared/${local}`,
        userPrincipalName: `${local}@${on}`,
        displayName: `${name}${number === 0 ? '' : ` ${number}`}`,
        enabled: false,
      },
      {
        kind: 'SharedMailbox',
        primary: `${local}@${on}`,
        aliases: i % 4 === 0 ? [`${local}@${on === firstDomain ? secondDomain : firstDomain}`] : [],
        x500: i % 2 === 0,
      },
    );
  }
  left -= rooms + equipment + shared;
  const people: string[] = [];
  for (let i = 0; i < left; i += 1) people.push(employee(builder, i, random, i < synced));
  mess(builder);
  blockers(builder, mailboxes, { first: firstDomain, second: secondDomain, sub: subdomain, initial: sourceInitial });
  groups(builder, people, Math.max(6, Math.round(mailboxes / 15)));
  sourceHabits(builder, seed, mailboxes, { first: firstDomain, second: secondDomain });
  return builder;
}

/** One of the many: mostly plain, every so often with something that a careless script trips over. */
function employee(builder: TenantBuilder, i: number, random: () => number, synced: boolean): string {
  const [given, givenCyrillic] = givenNames[Math.floor(random() * givenNames.length)] as (typeof givenNames)[number];
  const [surname, surnameCyrillic] = surnames[Math.floor(random() * surnames.length)] as (typeof surnames)[number];
  const on = random() < 0.7 ? firstDomain : secondDomain;
  const plain = `${given}.${surname}`.toLowerCase();
  let local = plain;
  for (let n = 2; !builder.claim(`${local}@${on}`); n += 1) local = `${plain}${n}`;
  const written = i % 17 === 5 ? `${given}.${surname}${local.slice(plain.length)}` : local;
  const address = `${written}@${on}`;
  const other = on === firstDomain ? secondDomain : firstDomain;
  const aliases: string[] = [];
  const alias = (candidate: string): void => {
    if (builder.claim(candidate)) aliases.push(candidate);
  };
  if (i % 3 === 0) alias(`${given.charAt(0).toLowerCase()}${surname.toLowerCase()}${i}@${on}`);
  if (i % 5 === 1) alias(`${local}.${i}@${other}`);
  if (i % 9 === 4) alias(`${local}.${on === firstDomain ? 'c' : 'r'}${i}@${sourceInitial}`);
  // Married, renamed: people whose address is no longer their sign-in name.
  const renamed = i % 25 === 7 ? `${given.toLowerCase()}.new${i}@${on}` : null;
  if (renamed !== null) alias(renamed);
  const primary = renamed !== null && aliases.at(-1) === renamed ? renamed : address;
  const secondaries = [...aliases.filter((one) => one !== primary), ...(primary === address ? [] : [address])];
  const cyrillic = givenCyrillic !== null && surnameCyrillic !== null && i % 2 === 0;
  const user = builder.person(
    {
      key: `employee/${i}`,
      userPrincipalName: address,
      displayName: cyrillic ? `${givenCyrillic} ${surnameCyrillic}` : `${given} ${surname}`,
      givenName: cyrillic ? givenCyrillic : given,
      surname: cyrillic ? surnameCyrillic : surname,
      department: departments[i % departments.length] as string,
      enabled: i % 31 !== 13,
      synced,
    },
    { kind: 'UserMailbox', primary, aliases: secondaries, sip: i % 11 !== 6, x500: i % 6 === 2 },
  );
  return user.id;
}

export function castAtHome(builder: TenantBuilder, member: CastMember, on: string): void {
  const address = `${member.home.localPart}@${on}`;
  builder.person(
    {
      key: `cast/${member.key}`,
      id: member.home.objectId,
      userPrincipalName: address,
      displayName: member.name,
      givenName: member.givenName,
      surname: member.surname,
    },
    { kind: 'UserMailbox', primary: address, sip: true },
  );
}

function resource(builder: TenantBuilder, kind: 'RoomMailbox' | 'EquipmentMailbox', name: string, local: string): void {
  const address = `${local}@${firstDomain}`;
  builder.person(
    { key: `resource/${local}`, userPrincipalName: address, displayName: name, enabled: false },
    { kind, primary: address },
  );
}

/** The same local part on both domains, in every pairing of kinds, and some that are gone at the initial domain already. Returns mailboxes made. */
function collisions(builder: TenantBuilder): number {
  let made = 0;
  const mailbox = (
    local: string,
    on: string,
    kind: 'UserMailbox' | 'SharedMailbox',
    aliases: readonly string[] = [],
  ): void => {
    made += 1;
    const address = `${local}@${on}`;
    builder.person(
      {
        key: `collision/${address}`,
        userPrincipalName: address,
        displayName: `${local} (${on})`,
        enabled: kind === 'UserMailbox',
      },
      { kind, primary: address, aliases, sip: kind === 'UserMailbox' },
    );
  };
  mailbox('ivan.petrov', firstDomain, 'UserMailbox');
  mailbox('ivan.petrov', secondDomain, 'UserMailbox');
  mailbox('Anna.Berg', firstDomain, 'UserMailbox');
  mailbox('anna.berg', secondDomain, 'UserMailbox');
  mailbox('info', firstDomain, 'SharedMailbox');
  builder.group(
    'collision/info',
    'Info Retail',
    { kind: 'MailUniversalDistributionGroup', primary: `info@${secondDomain}` },
    [],
  );
  mailbox('sales', firstDomain, 'SharedMailbox');
  mailbox('sales', secondDomain, 'SharedMailbox');
  mailbox('k.brandt', secondDomain, 'UserMailbox');
  // Somebody else's alias sits where k.brandt's address would go, and a deleted user where o.stein's would.
  mailbox('karl.brandt', firstDomain, 'UserMailbox', [`k.brandt@${sourceInitial}`]);
  mailbox('o.stein', firstDomain, 'UserMailbox');
  builder.deleted(
    {
      key: 'deleted/o.stein',
      userPrincipalName: `o.stein@${sourceInitial}`,
      displayName: 'Otto Stein (left)',
      enabled: false,
    },
    [],
    '2026-11-12T10:00:00Z',
  );
  return made;
}

/** Things every tenant has and no inventory expects. */
function mess(builder: TenantBuilder): void {
  builder.deleted(
    {
      key: 'deleted/olga',
      userPrincipalName: `olga.former@${firstDomain}`,
      displayName: 'Ольга Бывшая',
      enabled: false,
    },
    [`SMTP:olga.former@${firstDomain}`, `smtp:olga.former@${sourceInitial}`],
    '2026-11-20T07:15:00Z',
  );
  builder.deleted(
    {
      key: 'deleted/retail',
      userPrincipalName: `temp.worker@${secondDomain}`,
      displayName: 'Temp Worker',
      enabled: false,
    },
    [`SMTP:temp.worker@${secondDomain}`],
    '2026-11-03T16:40:00Z',
  );
  builder.unlicensed(
    {
      key: 'unlicensed/zoe',
      userPrincipalName: `zoe.lang@${firstDomain}`,
      displayName: 'Zoe Lang',
      givenName: 'Zoe',
      surname: 'Lang',
    },
    [`SMTP:zoe.lang@${firstDomain}`, `smtp:z.lang@${firstDomain}`],
  );
  builder.person(
    { key: 'disabled/uwe', userPrincipalName: `uwe.alt@${secondDomain}`, displayName: 'Uwe Alt', enabled: false },
    null,
  );
  builder.person(
    { key: 'admin/break-glass-1', userPrincipalName: `emergency1@${sourceInitial}`, displayName: 'Emergency access 1' },
    null,
  );
  builder.person(
    { key: 'admin/break-glass-2', userPrincipalName: `emergency2@${sourceInitial}`, displayName: 'Emergency access 2' },
    null,
  );
  builder.person(
    { key: 'service/backup', userPrincipalName: `svc-backup@${firstDomain}`, displayName: 'svc-backup' },
    null,
  );
  builder.person(
    { key: 'service/scanner', userPrincipalName: `svc-scanner@${secondDomain}`, displayName: 'svc-scanner' },
    null,
  );
  builder.person(
    {
      key: 'service/sync',
      userPrincipalName: `Sync_DC01_4f1e@${sourceInitial}`,
      displayName: 'On-Premises Directory Synchronization Service Account',
    },
    null,
  );
  builder.person(
    { key: 'odd/markdown', userPrincipalName: `bob.odd@${firstDomain}`, displayName: '**Bob** <at>x</at> ${x}' },
    null,
  );
  builder.person(
    {
      key: 'odd/html',
      userPrincipalName: `mallory.odd@${secondDomain}`,
      displayName: '<script>alert(1)</script> & "Mallory" [link](https://example.test) | =1+1',
    },
    null,
  );
  guest(builder, sourceInitial, 'auditor', 'External Auditor', 'pat.auditor@northwindtraders.com');
  // Invited by an address that the tenant now owns.
  guest(builder, sourceInitial, 'franchise', 'Franchise Partner', `partner.east@${secondDomain}`);
  builder.contact('supplier', 'Supplier Desk', 'orders@litware.com');
}

function guest(
  builder: TenantBuilder,
  initialDomain: string,
  key: string,
  displayName: string,
  mail: string,
  id?: string,
): void {
  builder.person(
    {
      key: `guest/${key}`,
      ...(id === undefined ? {} : { id }),
      userPrincipalName: `${mail.replace('@', '_')}#EXT#@${initialDomain}`,
      displayName,
      guest: true,
    },
    { kind: 'GuestMailUser', primary: mail },
  );
}

function groups(builder: TenantBuilder, people: readonly string[], count: number): void {
  const kinds = [
    'MailUniversalDistributionGroup',
    'GroupMailbox',
    'MailUniversalSecurityGroup',
    'MailUniversalDistributionGroup',
    'DynamicDistributionGroup',
  ] as const;
  for (let i = 0; i < count; i += 1) {
    const name = `${groupNames[i % groupNames.length] as string}${i < groupNames.length ? '' : ` ${Math.floor(i / groupNames.length) + 1}`}`;
    const local = name.toLowerCase().replaceAll(' ', '-');
    const on = i % 4 === 3 ? secondDomain : firstDomain;
    // Some answer by an address that stays, and have one on a moving domain beside it.
    const primaryStays = i % 6 === 3;
    const kind = kinds[i % kinds.length] as (typeof kinds)[number];
    const members =
      kind === 'DynamicDistributionGroup' ? [] : people.slice((i * 7) % Math.max(1, people.length)).slice(0, 12);
    builder.group(
      local,
      name,
      {
        kind,
        primary: `${local}@${primaryStays ? sourceInitial : on}`,
        aliases: [
          ...(primaryStays ? [`${local}@${on}`] : []),
          ...(i % 3 === 0 ? [`${local}@${on === firstDomain ? secondDomain : firstDomain}`] : []),
          // Microsoft 365 groups are born with an address at the initial domain.
          ...(kind === 'GroupMailbox' && !primaryStays ? [`${local}@${sourceInitial}`] : []),
        ],
        x500: i % 5 === 0,
      },
      members,
    );
  }
}

/** The company at the other end, as far as the destination knows it. */
export interface Neighbour {
  /** Where its people with an account on a moving domain have it. */
  readonly moving: string;
  readonly initial: string;
  /** Every domain of theirs, where there are more than these two. */
  readonly domains?: readonly string[];
  /** Contacts and guests made when the companies began to talk. */
  readonly acquaintances: (builder: TenantBuilder) => void;
  /** How the company that is moved to is called, where that is known. */
  readonly home?: MadeUpDestination;
}

const contoso: Neighbour = {
  moving: firstDomain,
  initial: sourceInitial,
  acquaintances: (builder) => {
    guest(builder, builder.initialDomain, 'ivan', 'Ivan Petrov (Contoso)', `ivan.petrov@${firstDomain}`);
    // They hold addresses that will move.
    for (const local of ['info', 'sales', 'zoe.lang'])
      builder.contact(local, `Contoso ${local}`, `${local}@${firstDomain}`);
    builder.contact('sales-retail', 'Contoso Retail sales', `sales@${secondDomain}`);
    // Two of their own people have their mail sent on to them, each in another way.
    const hosts = new Set(cast.map(({ hostObjectId }) => hostObjectId));
    const [first, second] = builder.recipients.filter(
      (one) => one.RecipientTypeDetails === 'UserMailbox' && !hosts.has(one.ExternalDirectoryObjectId),
    );
    const sales = builder.recipients.find(({ DisplayName }) => DisplayName === 'Contoso sales');
    if (first !== undefined) builder.forward(first, { ForwardingSmtpAddress: `smtp:info@${firstDomain}` });
    if (second !== undefined && sales !== undefined)
      builder.forward(second, { ForwardingAddress: sales.Name, DeliverToMailboxAndForward: true });
  },
};

export function destinationTenant(mailboxes: number, seed: number, neighbour: Neighbour = contoso): TenantBuilder {
  const random = seededStream(seed + 77);
  const { displayName, own, initial } =
    neighbour.home ?? madeUpDestination(neighbour.domains ?? [neighbour.moving, neighbour.initial]);
  const builder = new TenantBuilder(
    'destination',
    seed,
    {
      tenantId: seededGuid(seed, 'tenant/destination'),
      displayName,
      initialDomain: initial,
      countryLetterCode: 'SE',
    },
    [domain(initial, seed, 'initial'), domain(own, seed, 'default')],
  );
  for (const member of cast) {
    if (member.company === 'destination') castAtHome(builder, member, own);
    else {
      const home =
        member.company === 'other'
          ? 'mailmovers.example'
          : member.home.on === 'moving'
            ? neighbour.moving
            : neighbour.initial;
      guest(
        builder,
        initial,
        `cast/${member.key}`,
        member.name,
        `${member.home.localPart}@${home}`,
        member.hostObjectId,
      );
    }
  }
  const people: string[] = [];
  for (let i = cast.filter((member) => member.company === 'destination').length; i < mailboxes; i += 1) {
    const [given] = givenNames[Math.floor(random() * givenNames.length)] as (typeof givenNames)[number];
    const [surname] = surnames[Math.floor(random() * surnames.length)] as (typeof surnames)[number];
    const plain = `${given}.${surname}`.toLowerCase();
    let local = plain;
    for (let n = 2; !builder.claim(`${local}@${own}`); n += 1) local = `${plain}${n}`;
    const address = `${local}@${own}`;
    const user = builder.person(
      {
        key: `employee/${i}`,
        userPrincipalName: address,
        displayName: `${given} ${surname}`,
        givenName: given,
        surname,
      },
      { kind: 'UserMailbox', primary: address, sip: true, aliases: [`${local}@${initial}`] },
    );
    people.push(user.id);
  }
  builder.person(
    { key: 'admin/break-glass', userPrincipalName: `emergency@${initial}`, displayName: 'Emergency access' },
    null,
  );
  builder.group(
    'all',
    'Fabrikam All',
    { kind: 'MailUniversalDistributionGroup', primary: `all@${own}` },
    people.slice(0, 10),
  );
  neighbour.acquaintances(builder);
  return builder;
}

/** Everybody who comes, but for the people of the project: they are guests here already, and their mailboxes are moved by hand. */
export function expectNewcomers(destination: TenantBuilder, source: Tenant, moving: readonly string[]): void {
  awaitNewcomers(destination, {
    from: source,
    movingDomains: moving,
    except: new Set(cast.map(({ home }) => home.objectId)),
    own: destination.defaultDomain,
    initial: destination.initialDomain,
  });
}

export function domain(id: string, seed: number, kind: 'initial' | 'default' | 'more' | 'sub'): Domain {
  return {
    id,
    authenticationType: 'Managed',
    isAdminManaged: true,
    isDefault: kind === 'default',
    isInitial: kind === 'initial',
    isRoot: kind !== 'sub',
    isVerified: true,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
    passwordNotificationWindowInDays: null,
    passwordValidityPeriodInDays: null,
    verificationText: verificationText(id, seed),
    domainType: 'Authoritative',
  };
}

const verificationText = (id: string, seed: number): string =>
  `MS=ms${(parseInt(seededGuid(seed, `proof/${id}`).slice(0, 8), 16) % 90_000_000) + 10_000_000}`;

/**
 * What the zone of a domain holds whose mail Microsoft 365 receives: its administrator wrote what the portal asks for.
 * https://learn.microsoft.com/en-us/microsoft-365/enterprise/external-domain-name-system-records
 */
export function zoneOf(name: string, seed: number, initialDomain: string = sourceInitial): DnsRecord[] {
  const host = name.replaceAll('.', '-');
  const record = (label: string, type: DnsRecord['type'], data: string, ttl = 3600): DnsRecord => ({
    name: label === '@' ? name : `${label}.${name}`,
    type,
    ttl,
    data,
  });
  return [
    record('@', 'SOA', 'ns1.dns-host.example. hostmaster.dns-host.example. 2026110100 7200 900 1209600 900'),
    record('@', 'NS', 'ns1.dns-host.example.', 86400),
    record('@', 'NS', 'ns2.dns-host.example.', 86400),
    record('@', 'MX', `0 ${host}.mail.protection.outlook.com.`),
    record('@', 'TXT', 'v=spf1 include:spf.protection.outlook.com -all'),
    record('@', 'TXT', verificationText(name, seed)),
    record('www', 'A', '203.0.113.80'),
    record('autodiscover', 'CNAME', 'autodiscover.outlook.com.'),
    // The form of a domain's DKIM records: https://learn.microsoft.com/en-us/defender-office-365/email-authentication-dkim-configure
    record('selector1._domainkey', 'CNAME', `selector1-${host}._domainkey.${initialDomain}.`),
    record('selector2._domainkey', 'CNAME', `selector2-${host}._domainkey.${initialDomain}.`),
    record('_dmarc', 'TXT', `v=DMARC1; p=quarantine; rua=mailto:dmarc@${name}`),
  ];
}
