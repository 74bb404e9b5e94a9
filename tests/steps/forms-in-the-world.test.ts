/** Forms of decisions over HTTP and DNS sockets: what they propose is what the tenants and the zones hold, and rules across fields refuse the rest. */
import { choicesOf, type Form } from '../../src/contract/decision.js';
import { readAnswers } from '../../src/engine/kinds/form/read-form.js';
import type { Company, DnsRecord } from '../../src/rehearsal/world/entities.js';
import {
  domain,
  initial,
  movingDomains,
  recipient,
  rehearsal,
  tenant,
  user,
  type RehearsalOptions,
} from './support/small-world.js';

type Run = Awaited<ReturnType<typeof rehearsal>>;

const open: Run[] = [];
afterEach(() => {
  for (const run of open.splice(0)) run.close();
});

const mx = (name: string, host: string): DnsRecord => ({ name, type: 'MX', ttl: 3600, data: `10 ${host}.` });
const shared = (n: number, address: string, name: string) =>
  recipient(n, 'SharedMailbox', [`SMTP:${address}`], address, { DisplayName: name });

async function begin(
  records: readonly DnsRecord[],
  mailboxes: Readonly<Record<'source' | 'destination', readonly ReturnType<typeof shared>[]>>,
  more: Partial<RehearsalOptions> = {},
): Promise<Run> {
  const of = (side: 'source' | 'destination', domains: readonly string[]) =>
    tenant(side, {
      domains: [domain(initial[side], true), ...domains.map((id) => domain(id))],
      users: mailboxes[side].map((one) =>
        user(Number(one.Guid.slice(-4)), one.UserPrincipalName ?? '', one.EmailAddresses),
      ),
      recipients: mailboxes[side],
    });
  const company: Company = {
    format: 'changeover-company-1',
    movingDomains,
    dns: { records },
    tenants: {
      source: of('source', [...movingDomains, 'contoso-lab.com']),
      destination: of('destination', ['fabrikam.com']),
    },
  };
  const run = await rehearsal({ company, ...more });
  open.push(run);
  return run;
}
const nobody = { source: [], destination: [] };
const proposalOf = (form: Form, id: string) => form.fields.find((field) => field.id === id)?.proposal;
const answered = (run: Run, step: string, form: Form, given: Record<string, string>) => {
  const outcome = readAnswers(run.decision(step), form, given);
  return outcome.ok ? 'decided' : outcome.refusal;
};

test('a gateway that stands before the tenant today is proposed as the relay of the gap', async () => {
  const [first = '', second = ''] = movingDomains;
  const run = await begin([mx(first, 'mx.gateway.example'), mx(second, 'tenant.mail.protection.outlook.com')], nobody);

  const form = await run.decision('mail-gap').form(run.ctx);

  expect(form.remarks).toMatchObject([
    { code: 'mx-today', facts: { domain: first, hosts: 'mx.gateway.example', minutes: 60 } },
    { code: 'mx-today', facts: { domain: second, hosts: 'tenant.mail.protection.outlook.com' } },
    { code: 'mx-gateway-today', facts: { host: 'mx.gateway.example' } },
  ]);
  expect([proposalOf(form, 'gap'), proposalOf(form, 'mxHost')]).toEqual(['relay', '10 mx.gateway.example']);
  // The other domain has none, and goes on without.
  expect(proposalOf(form, 'gatewayHosts')).toBe(`${first}: 10 mx.gateway.example`);
});

test('through what mail comes in is proposed as it is today: the hosts of a gateway with their preferences, or the tenant', async () => {
  const asked = async (records: readonly DnsRecord[]) => {
    const run = await begin(records, nobody);
    const form = await run.decision('mail-gap').form(run.ctx);
    return ['gatewayHosts', 'mxHost'].map((id) => proposalOf(form, id));
  };
  const [first = '', second = ''] = movingDomains;
  const at = (name: string, data: string): DnsRecord => ({ name, type: 'MX', ttl: 3600, data });
  const both = movingDomains.flatMap((name) => [at(name, '20 mx.relay.example.'), at(name, '5 mx.gateway.example.')]);
  const shared = '5 mx.gateway.example, 20 mx.relay.example';
  expect(await asked(both)).toEqual([shared, shared]);
  // A direct way past the gateway, as some have it, leads to the tenant that is left.
  expect(await asked([...both, at(first, '50 tenant.mail.protection.outlook.com.')])).toEqual([shared, shared]);
  const own = `${first}: 5 mx.gateway.example; ${second}: 10 mx.relay.example`;
  expect(await asked([at(first, '5 mx.gateway.example.'), at(second, '10 mx.relay.example.')])).toEqual([own, own]);
  const tenants = movingDomains.map((name) => mx(name, 'tenant.mail.protection.outlook.com'));
  expect(await asked(tenants)).toEqual([undefined, undefined]);
  // Nobody finds it: it is named, and not proposed.
  expect(await asked([mx(first, 'mx.gatway.example')])).toEqual([undefined, undefined]);
});

test('a gateway without a host, with what is none, with one of a tenant or with the parking host is refused at the form', async () => {
  const run = await begin([], nobody);
  const form = await run.decision('mail-gap').form(run.ctx);
  const parked = { gap: 'parking', mxHost: 'mx.parking.example' };
  const said = (given: Record<string, string>) => answered(run, 'mail-gap', form, { ...parked, ...given });
  const through = (gatewayHosts: string) => said({ gatewayHosts });
  const field = 'gatewayHosts';

  expect(through('contoso.com:')).toMatchObject({ code: 'answer.no-host-name', facts: { field, value: '' } });
  expect(through('10 mx.gateway.example, 192.0.2.7')).toMatchObject({
    code: 'answer.no-host-name',
    facts: { field, value: '192.0.2.7' },
  });
  for (const host of ['contoso-com.mail.protection.outlook.com', 'contoso-com.q-v1.mx.microsoft'])
    expect(through(`10 mx.gateway.example, 20 ${host}`)).toMatchObject({
      code: 'answer.gateway-of-tenant',
      facts: { field, value: host },
    });
  expect(through('10 mx.gateway.example, 20 MX.parking.example.')).toMatchObject({
    code: 'answer.gateway-is-parking',
    facts: { field, value: 'mx.parking.example' },
  });
  expect(through('10 mx.gateway.example, 20 mx.relay.example')).toBe('decided');
  // A gateway that holds mail is where it comes in afterwards, too.
  const holds = { gap: 'relay', mxHost: 'mx.gateway.example', gatewayHosts: 'mx.gateway.example' };
  expect(said(holds)).toBe('decided');

  const looked = (given: Record<string, string>) => run.decision('mail-gap').look?.(run.ctx, { ...parked, ...given });
  expect(await looked({ gatewayHosts: 'mx.gatway.example' })).toMatchObject([{ code: 'answer.host-unknown', field }]);
  expect(await looked({ gatewayHosts: 'contso.com: mx.gateway.example' })).toMatchObject([
    { code: 'answer.no-moving-domain', field, facts: { value: 'contso.com' } },
  ]);
  const [first = '', second = ''] = movingDomains;
  expect(await looked({ ...holds, mxHost: `${first}: mx.relay.example` })).toMatchObject([
    { code: 'answer.domain-without-host', field: 'mxHost', facts: { value: second } },
  ]);
  expect(await looked({ gatewayHosts: `${first}: mx.gateway.example` })).toEqual([]);
});

test('a domain that takes no mail (RFC 7505) has no gateway, and does not hide that of another', async () => {
  const [first = '', second = ''] = movingDomains;
  const none: DnsRecord = { name: first, type: 'MX', ttl: 3600, data: '0 .' };
  const alone = await begin([none, mx(second, 'tenant.mail.protection.outlook.com')], nobody);
  const form = await alone.decision('mail-gap').form(alone.ctx);
  expect(form.remarks).toEqual([
    expect.objectContaining({ code: 'mx-takes-no-mail', facts: { domain: first } }),
    expect.objectContaining({ code: 'mx-today' }),
  ]);
  expect([proposalOf(form, 'gap'), proposalOf(form, 'mxHost')]).toEqual([undefined, undefined]);

  const beside = await begin([none, mx(second, 'mx.gateway.example')], nobody);
  const other = await beside.decision('mail-gap').form(beside.ctx);
  expect(proposalOf(other, 'mxHost')).toBe('10 mx.gateway.example');
  expect(other.remarks.map(({ code }) => code)).toEqual(['mx-takes-no-mail', 'mx-today', 'mx-gateway-today']);
});

test('mail that goes to the tenant itself is no proposal: no host is invented, and parking without one is none', async () => {
  const run = await begin(
    movingDomains.map((name) => mx(name, 'tenant.mail.protection.outlook.com')),
    nobody,
  );
  const form = await run.decision('mail-gap').form(run.ctx);
  expect([proposalOf(form, 'gap'), proposalOf(form, 'mxHost')]).toEqual([undefined, undefined]);

  const silent = await begin([], nobody);
  const asked = await silent.decision('mail-gap').form(silent.ctx);
  expect(asked.remarks.map(({ code }) => code)).toEqual(movingDomains.map(() => 'mx-none-today'));
  expect(proposalOf(asked, 'gap')).toBeUndefined();
});

test('parking and relay without a host, or with what is none, are refused at the form and not at the task of the night', async () => {
  const run = await begin([], nobody);
  const form = await run.decision('mail-gap').form(run.ctx);
  const said = (given: Record<string, string>) => answered(run, 'mail-gap', form, given);

  expect(said({ gap: 'parking' })).toMatchObject({ code: 'answer.parking-without-host', facts: { field: 'mxHost' } });
  expect(said({ gap: 'relay', mxHost: '  ' })).toMatchObject({ code: 'answer.relay-without-host' });
  for (const host of [
    '192.0.2.7',
    '10',
    'mx',
    'mx..example',
    'mx_1.example',
    '70000 mx.relay.example',
    'https://x.example',
  ])
    expect([host, said({ gap: 'relay', mxHost: host })]).toMatchObject([
      host,
      { code: 'answer.no-host-name', facts: { field: 'mxHost', value: host } },
    ]);
  expect(said({ gap: 'relay', mxHost: 'tenant.mail.protection.outlook.com' })).toMatchObject({
    code: 'answer.host-of-tenant',
  });
  expect(said({ gap: 'bounce', mailsPerHour: '-1' })).toMatchObject({ code: 'answer.invalid' });
  for (const host of ['mx.relay.example', '10 MX.Relay.example.', 'xn--mx-7ka.example'])
    expect([host, said({ gap: 'parking', mxHost: host, mailsPerHour: '40' })]).toEqual([host, 'decided']);
  expect(said({ gap: 'bounce' })).toBe('decided');
});

test('bounces and a host contradict each other, and are refused', async () => {
  const run = await begin([], nobody);
  const form = await run.decision('mail-gap').form(run.ctx);
  expect(answered(run, 'mail-gap', form, { gap: 'bounce', mxHost: 'mx.relay.example' })).toMatchObject({
    code: 'answer.bounce-with-host',
    facts: { field: 'mxHost', value: 'mx.relay.example' },
  });
  expect(answered(run, 'mail-gap', form, { gap: 'bounce', mxHost: ' ' })).toBe('decided');
});

test('asked again while mail is parked, the parking host of the last answer is not taken for a relay', async () => {
  const run = await begin(
    movingDomains.map((name) => mx(name, 'mx.parking.example')),
    nobody,
  );
  const decided = (gap: string) => {
    const output = () => Promise.resolve({ gap, mxHost: '10 MX.parking.example.' });
    return run.decision('mail-gap').form({ ...run.ctx, output: output as typeof run.ctx.output });
  };
  const form = await decided('parking');
  expect(form.remarks.map(({ code }) => code)).toEqual(movingDomains.map(() => 'mx-today'));
  expect([proposalOf(form, 'gap'), proposalOf(form, 'mxHost')]).toEqual([undefined, undefined]);
  expect((await decided('relay')).remarks.map(({ code }) => code)).toContain('mx-gateway-today');
});

test('the sender of notices is chosen among the shared mailboxes that stay, and the desk of the destination is proposed', async () => {
  const run = await begin([], {
    source: [
      shared(1, 'info@contoso.com', 'Info'),
      shared(2, `old@${initial.source}`, 'Old'),
      shared(3, 'lab@contoso-lab.com', 'Lab'),
    ],
    destination: [
      shared(11, 'HelpDesk@fabrikam.com', 'Help *desk*'),
      shared(12, 'accounts@fabrikam.com', 'Accounts'),
      recipient(13, 'UserMailbox', ['SMTP:eva@fabrikam.com'], 'eva@fabrikam.com'),
    ],
  });

  const form = await run.decision('user-communications').form(run.ctx);

  const field = form.fields.find(({ id }) => id === 'senderMailbox');
  expect(field).toMatchObject({ kind: 'mailbox', proposal: 'helpdesk@fabrikam.com' });
  expect(field === undefined ? [] : choicesOf(field)).toEqual([
    { value: 'accounts@fabrikam.com', label: 'Accounts <accounts@fabrikam.com>' },
    { value: 'helpdesk@fabrikam.com', label: 'Help *desk* <helpdesk@fabrikam.com>' },
    { value: 'lab@contoso-lab.com', label: 'Lab <lab@contoso-lab.com>' },
  ]);
  const given = { language: 'en', audience: 'moving' };
  const said = (senderMailbox: string) => answered(run, 'user-communications', form, { ...given, senderMailbox });
  expect(said('HELPDESK@fabrikam.com')).toBe('decided');
  expect(said('info@contoso.com')).toMatchObject({ code: 'answer.invalid', facts: { field: 'senderMailbox' } });
});

test('without a shared mailbox that stays the address is typed, and one that moves is refused', async () => {
  const run = await begin([], { source: [shared(1, 'info@contoso.com', 'Info')], destination: [] });
  const form = await run.decision('user-communications').form(run.ctx);
  expect(form.remarks.map(({ code }) => code)).toEqual(['sender-stays', 'no-shared-mailbox-stays']);
  const said = (senderMailbox: string) =>
    answered(run, 'user-communications', form, { language: 'en', audience: 'moving', senderMailbox });
  expect(said('info@contoso.com')).toMatchObject({ code: 'answer.sender-moves' });
  expect(said(`it@${initial.source}`)).toMatchObject({ code: 'answer.sender-moves' });
  expect(said('somebody')).toMatchObject({ code: 'answer.invalid' });
  expect(said('it@fabrikam.com')).toBe('decided');
});

test('rules of the other forms: who copies the zone, and that the domain serves mail', async () => {
  const run = await begin([], nobody);
  const refusal = async (step: string, given: Record<string, string>) =>
    answered(run, step, await run.decision(step).form({ ...run.ctx, roster: [] }), given);
  const off = { exchange: 'false', teams: 'false', deviceManagement: 'false' };
  expect(await refusal('domain-and-dns-ownership', { registration: 'never', dnsHosting: 'moves' })).toMatchObject({
    code: 'answer.nobody-copies-records',
    facts: { field: 'recordsCopiedBy' },
  });
  expect(await refusal('domain-and-dns-ownership', { registration: 'never', dnsHosting: 'stays' })).toBe('decided');
  // Moving mail is what it is for, whatever else is ticked.
  for (const given of [off, { ...off, otherServices: 'scanners' }, { ...off, teams: 'true' }])
    expect(await refusal('services-needed', given)).toMatchObject({
      code: 'answer.no-mail',
      facts: { field: 'exchange' },
    });
  expect(await refusal('services-needed', {})).toBe('decided');
  expect(
    await refusal('migration-scope', { mapping: 'https://contoso.sharepoint.com/m.xlsx', asProposed: 'true' }),
  ).toMatchObject({
    code: 'answer.two-mappings',
  });
});
