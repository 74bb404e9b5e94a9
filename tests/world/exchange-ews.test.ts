import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBench } from './harness.js';
import { exchangeBench, openExchangeBench, recipientOf, type ExchangeBench } from './support/exchange-bench.js';

const ivan = recipientOf('ivan.petrov@contoso.com');
const [mover, backup] = ['f0ad5c1c-0000-4000-8000-000000000001', 'f0ad5c1c-0000-4000-8000-000000000002'];

let exchange: ExchangeBench;
beforeEach(async () => {
  exchange = await openExchangeBench();
});
afterEach(() => exchange.bench.close());

const dump = async () => (await exchange.bench.call('GET', '/world/state')).body;
const set = (parameters: object) => exchange.rows('Set-OrganizationConfig', parameters);
const list = async (one = exchange) =>
  (await one.rows('Get-OrganizationConfig', { RetrieveEwsOperationAccessPolicy: true }))[0].EwsAllowedAppIDs;
const ask = async (app: string, agent = '', one = exchange) =>
  (
    await one.bench.call(
      'GET',
      `/world/ews?side=source&mailbox=${ivan.Guid}&app=${app}&agent=${encodeURIComponent(agent)}`,
    )
  ).body;
const blocked = { allowed: false, reason: 'EWS is blocked by policy for this user or tenant' };
const disabled = { allowed: false, reason: 'EWS is disabled for this user or tenant' };

test('the list of applications is replaced whole, read back at once, and obeyed hours later', async () => {
  expect(await ask(mover)).toEqual(blocked);
  await set({ EwsAllowedAppIDs: `${backup}, ${mover}` });
  expect(await list()).toBe(`${backup},${mover}`);
  expect((await exchange.rows('Get-OrganizationConfig'))[0].EwsAllowedAppIDs).toBeNull();
  await exchange.bench.advance(4 * 3600 - 60);
  expect(await ask(mover)).toEqual(blocked);
  await exchange.bench.advance(120);
  expect([await ask(mover), await ask(backup)]).toEqual([{ allowed: true }, { allowed: true }]);
  await set({ EwsAllowedAppIDs: mover });
  await exchange.bench.advance(4 * 3600 + 60);
  expect([await ask(mover), await ask(backup)]).toEqual([{ allowed: true }, blocked]);
});

test('an empty list lets nobody in while EWS is on; switched off it lets nobody in either, not set it does not matter', async () => {
  const after = async (parameters: object) => {
    await set(parameters);
    await exchange.bench.advance(5 * 3600);
    return ask(mover);
  };
  expect(await after({ EwsAllowedAppIDs: mover })).toEqual({ allowed: true });
  expect(await after({ EwsAllowedAppIDs: null })).toEqual(blocked);
  expect(await after({ EwsEnabled: false, EwsAllowedAppIDs: mover })).toEqual(disabled);
  expect(await after({ EwsEnabled: null, EwsAllowedAppIDs: null })).toEqual({ allowed: true });
});

test('one mailbox is kept out by its own switch, and by a list of programs that both must pass', async () => {
  await set({ EwsAllowedAppIDs: mover });
  await exchange.bench.advance(5 * 3600);
  await exchange.rows('Set-CASMailbox', { Identity: ivan.Guid, EwsEnabled: false });
  expect(await ask(mover)).toEqual(disabled);
  expect((await exchange.rows('Get-CASMailbox', { Filter: 'EwsEnabled -eq 0' })).map((one) => one.Guid)).toEqual([
    ivan.Guid,
  ]);
  await exchange.rows('Set-CASMailbox', {
    Identity: ivan.Guid,
    EwsEnabled: true,
    EwsApplicationAccessPolicy: 'EnforceAllowList',
    EwsAllowList: ['OWA/*'],
  });
  expect([await ask(mover, 'Mover/1.0'), await ask(mover, 'OWA/15')]).toEqual([blocked, { allowed: true }]);
  await exchange.rows('Set-CASMailbox', { Identity: ivan.Guid, EwsApplicationAccessPolicy: null, EwsAllowList: null });
  expect((await dump()).tenants.source.details).toEqual([]);
});

test('put back, the organization is what it was, and a write of the same says that nothing was modified', async () => {
  const before = await dump();
  const add = { '@odata.type': '#Exchange.GenericHashTable', add: ['Mover/*'] };
  await set({ EwsApplicationAccessPolicy: 'EnforceBlockList', EwsBlockList: add, DelayedDelicensingEnabled: true });
  expect((await exchange.rows('Get-OrganizationConfig'))[0]).toMatchObject({
    EwsBlockList: ['Mover/*'],
    DelayedDelicensingEnabled: true,
  });
  await set({ EwsApplicationAccessPolicy: null, EwsBlockList: null, DelayedDelicensingEnabled: false });
  expect(await dump()).toEqual(before);
  expect((await exchange.warnings('Set-OrganizationConfig', { EwsEnabled: true }))[0]).toContain('no settings');
  expect(await exchange.refusal('Set-OrganizationConfig', { EwsAllowedAppIDs: [mover] })).toContain('System.String');
  expect(await exchange.refusal('Set-OrganizationConfig', { EwsAllowedAppIDs: 'mover' })).toContain('GUID');
  expect(await exchange.refusal('Set-OrganizationConfig', { EwsApplicationAccessPolicy: 'Open' })).toContain(
    'EnforceAllowList',
  );
});

test('a list that is not obeyed yet is not obeyed either after the world was killed', async () => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'ews-'));
  try {
    const first = exchangeBench(await openBench({ stateFolder }));
    await first.rows('Set-OrganizationConfig', { EwsAllowedAppIDs: mover });
    await first.bench.close();
    const second = exchangeBench(await openBench({ stateFolder }));
    expect([await list(second), await ask(mover, '', second)]).toEqual([mover, blocked]);
    await second.bench.advance(5 * 3600);
    expect(await ask(mover, '', second)).toEqual({ allowed: true });
    await second.bench.close();
  } finally {
    rmSync(stateFolder, { recursive: true });
  }
});
