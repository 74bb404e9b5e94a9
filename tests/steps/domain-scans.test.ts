/** Who clears what: cases of the pure judging that the generated company does not have. */
import { runbook } from '../../src/runbook/index.js';
import { clears } from '../../src/steps/domains/scans/who-clears.js';
import { scanTenant } from '../../src/steps/domains/scans/scan-tenant.js';
import { addressesOn, closest, domainOfUri } from '../../src/steps/domains/scans/names-on-domain.js';
import { countsOf, findingsOf } from '../../src/steps/domains/scans/findings.js';
import type { Reading, TenantLists } from '../../src/steps/domains/scans/scan.js';
import type { DomainRecipient } from '../../src/systems/exchange/types.js';
import type { GraphUser } from '../../src/systems/graph/types.js';

const whole = <T>(items: readonly T[] = []): Reading<T> => ({ items, lacks: null });
const lost = <T>(why = 'no answer'): Reading<T> => ({ items: [], lacks: why });
const nothing: TenantLists = {
  recipients: whole(),
  publicFolders: whole(),
  deletedMailboxes: whole(),
  users: whole(),
  deletedUsers: whole(),
  groups: whole(),
  deletedGroups: whole(),
  contacts: whole(),
  applications: whole(),
  domains: whole(),
  references: whole(),
};

const user = (id: string, more: Partial<GraphUser> = {}): GraphUser => ({
  id,
  userPrincipalName: `${id}@contoso.com`,
  displayName: id,
  mail: null,
  proxyAddresses: [`SMTP:${id}@contoso.com`],
  userType: 'Member',
  accountEnabled: true,
  onPremisesSyncEnabled: null,
  usageLocation: null,
  assignedLicenses: [],
  ...more,
});
const mailbox = (id: string, more: Partial<DomainRecipient> = {}): DomainRecipient => ({
  Guid: `exchange-${id}`,
  ExternalDirectoryObjectId: id,
  DisplayName: id,
  Alias: id,
  PrimarySmtpAddress: `${id}@contoso.com`,
  EmailAddresses: [`SMTP:${id}@contoso.com`, `X500:/o=x/cn=${id}@contoso.com`],
  RecipientTypeDetails: 'UserMailbox',
  IsDirSynced: false,
  ...more,
});

function judge(lists: Partial<TenantLists>, stepsToCome = true) {
  const results = scanTenant(
    { ...nothing, ...lists },
    {
      side: 'source',
      stepsToCome,
      ctx: {
        migration: {
          id: 'm',
          movingDomains: ['contoso.com'],
          initialDomain: { source: 'c.onmicrosoft.com', destination: 'f.onmicrosoft.com' },
          tenantId: { source: '1', destination: '2' },
          cutoverAt: null,
        },
        roster: [],
        protectedAccounts: [{ side: 'source', account: 'bot@contoso.com', why: 'bot' }],
      },
    },
  );
  const ways = results.flatMap(({ hits }) => hits.map((hit) => [hit.scan, hit.kind, hit.clearedBy]));
  return { results, ways, findings: findingsOf(results) };
}

test.each<[string, Partial<GraphUser>, Partial<DomainRecipient> | null, unknown[]]>([
  ['with a mailbox', {}, {}, ['upn-to-initial-domain', 'mailbox-aliases-removed']],
  ['without a mailbox', {}, null, ['upn-to-initial-domain', null]],
  ['mastered on premises', { onPremisesSyncEnabled: true }, { IsDirSynced: true }, [null]],
  [
    'mastered on premises, its mailbox in the cloud',
    { onPremisesSyncEnabled: true },
    { IsDirSynced: true, IsExchangeCloudManaged: true },
    [null, 'mailbox-aliases-removed'],
  ],
  ['that is a guest', { userType: 'Guest' }, { RecipientTypeDetails: 'GuestMailUser' }, [null]],
  ['that is a mail user', {}, { RecipientTypeDetails: 'MailUser' }, ['upn-to-initial-domain', null]],
  ['of the bot', { userPrincipalName: 'bot@contoso.com' }, {}, [null]],
  [
    'with telephony alone',
    { proxyAddresses: ['SIP:a@contoso.com'], assignedLicenses: [{ skuId: 's' }] },
    null,
    ['upn-to-initial-domain', 'sip-licences-removed'],
  ],
  ['named on a subdomain', { userPrincipalName: 'a@shop.contoso.com', proxyAddresses: [] }, null, [null]],
])('a user %s', (_, more, recipient, expected) => {
  const { results } = judge({
    users: whole([user('a', more)]),
    recipients: whole(recipient === null ? [] : [mailbox('a', recipient)]),
  });

  expect(results.find(({ scan }) => scan === 'users')?.hits.map(({ clearedBy }) => clearedBy)).toEqual(expected);
});

test('when the steps are behind us everything is left to people', () => {
  const { results, findings } = judge({ users: whole([user('a')]), recipients: whole([mailbox('a')]) }, false);

  expect(countsOf(results[0] as never)).toEqual({ count: 1, byStep: 0, byPeople: 1 });
  // Found by two scans, told once.
  expect(findings.slice(10).map(({ code, facts }) => [code, facts])).toEqual([
    ['blocker-user', { name: 'a', through: 'a@contoso.com', domain: 'contoso.com' }],
  ]);
});

test('a reference is the object another scan knows; only a stranger is new, and only when its list was read', () => {
  const reference = (id: string, type: string) => ({
    domain: 'contoso.com',
    object: { '@odata.type': `#microsoft.graph.${type}`, id, displayName: id },
  });
  const references = whole([reference('a', 'user'), reference('ghost', 'user'), reference('p', 'servicePrincipal')]);

  expect(judge({ users: whole([user('a')]), recipients: whole([mailbox('a')]), references }).ways.slice(-3)).toEqual([
    ['references', 'user', 'mailbox-aliases-removed'],
    ['references', 'reference', null],
    ['references', 'reference', null],
  ]);
  const blind = judge({ users: lost(), references });
  expect(blind.ways).toEqual([['references', 'reference', null]]);
  expect(blind.findings.find(({ code }) => code === 'scan-references')?.status).toBe('unknown');
});

test('of many alike a few are told and the rest are counted', () => {
  const many = Array.from({ length: 50 }, (_, n) => user(`u${n}`));

  const { findings } = judge({ users: whole(many) });

  expect(findings).toHaveLength(10 + 20 + 1);
  expect(findings.at(-1)).toMatchObject({ status: 'failed', code: 'and-more', facts: { count: 30 } });
  // Whoever accepts the number accepts these, and no other.
  const told = findings.slice(10, 30).flatMap(({ object }) => object?.id ?? []);
  expect([...told, ...(findings.at(-1)?.standsFor?.ids ?? [])].sort()).toEqual(many.map(({ id }) => id).sort());
});

test('only mail and SIP refer to a domain, whatever their case', () => {
  const addresses = [
    'smtp:A@Contoso.COM',
    'SIP:a@contoso.com',
    'X500:/cn=a@contoso.com',
    'SPO:x@contoso.com',
    'b@xcontoso.com',
  ];

  expect(addressesOn(addresses, ['contoso.com']).map(({ text, domain }) => [text, domain])).toEqual([
    ['A@Contoso.COM', 'contoso.com'],
    ['sip:a@contoso.com', 'contoso.com'],
  ]);
});

test.each([
  ['https://app.contoso.com/x', 'contoso.com'],
  ['api://shop.contoso.com:8443/orders', 'shop.contoso.com'],
  ['API://CONTOSO.COM', 'contoso.com'],
  ['api://8a1f-contoso.com', null],
  ['https://notcontoso.com', null],
  ['api://scanner-upload', null],
])('%s is on %s', (uri, domain) => {
  expect(domainOfUri(uri, ['contoso.com', 'shop.contoso.com'])).toBe(domain);
  expect(closest('contoso.com', [])).toBeNull();
});

test('what the scans say is cleared by a step is what the runbook says takes names off', () => {
  const taking = runbook.filter(({ takesNamesOff }) => takesNamesOff === true).map(({ id }) => id);
  expect(taking.toSorted()).toEqual(Object.values(clears).toSorted());
});
