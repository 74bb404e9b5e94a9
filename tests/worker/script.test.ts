/**
 * The script as it is handed out, byte for byte, carried out by a real PowerShell against the true door. Only the vendor's module is a
 * stand-in: it keeps what was made, and notes each call.
 */
import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ArgumentsOf, OperationName, ResultOf } from '../../src/worker/operations.js';
import { operationNames } from '../../src/worker/operations.js';
import { startBot } from './support/bot.js';
import { findPowerShell, runScript, startScript, type PowerShell } from './support/powershell.js';

const windows = resolve(__dirname, '../../src/worker/windows');
const script = join(windows, 'Changeover.Worker.ps1');
const host = join(__dirname, 'host');
const evidenced = JSON.parse(readFileSync(join(windows, 'evidenced-cmdlets.json'), 'utf8')) as {
  readonly sources: Readonly<Record<string, string>>;
  readonly cmdlets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
};
const shell = findPowerShell() as PowerShell;
const whereThereIsOne = shell === null ? describe.skip : describe;

test('every cmdlet and parameter that the script may use has the page that shows it', () => {
  const pages = Object.values({ ...evidenced.cmdlets, ...evidenced.types }).flatMap((parameters) =>
    Object.values(parameters),
  );
  expect(pages.length).toBeGreaterThan(80);
  for (const page of pages) {
    const [source = ''] = page.split(':');
    expect([page, source in evidenced.sources]).toEqual([page, true]);
    expect(page).toMatch(/^[A-Z]+:.+\.psm?1:\d+$/);
  }
});

test('the stand-in takes no parameter that the vendor is not known to take', () => {
  const module = readFileSync(join(host, 'BitTitanStandIn.psm1'), 'utf8');
  const functions = [
    ...module.matchAll(/function (\w+-(?:BT|MW)_\w+) \{\s*\[CmdletBinding\(\)\] param\(([\s\S]*?)\)\n/g),
  ].map(([, name = '', parameters = '']) => ({
    name,
    parameters: [...parameters.matchAll(/\$(\w+)/g)].map(([, one]) => one),
  }));

  expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(evidenced.cmdlets).sort());
  for (const { name, parameters } of functions)
    expect([name, [...parameters].sort()]).toEqual([name, Object.keys(evidenced.cmdlets[name] ?? {}).sort()]);
});

test('the script is plain ASCII, which every Windows PowerShell reads alike', () => {
  expect(readFileSync(script, 'utf8')).toMatch(/^[\x09\x0a\x20-\x7e]*$/);
});

interface Syntax {
  readonly errors: readonly string[];
  readonly newer: readonly string[];
  readonly functions: readonly string[];
  readonly members: readonly string[];
  readonly commands: readonly {
    readonly line: number;
    readonly name: string | null;
    readonly parameters: readonly string[];
    readonly values: readonly string[];
    readonly splatted: boolean;
    readonly operator: string;
  }[];
}

const vendor = /^\w+-(?:BT|MW)_/;
/** PowerShell's own, in 5.1 as in 7. None of them runs text. */
const own = [
  ...[
    'ConvertFrom-Json',
    'ConvertTo-Json',
    'Export-Clixml',
    'Get-Command',
    'Get-Credential',
    'Get-Item',
    'Import-Clixml',
  ],
  ...[
    'Import-Module',
    'Join-Path',
    'Move-Item',
    'New-Item',
    'New-Object',
    'Remove-Item',
    'Select-Object',
    'Set-StrictMode',
  ],
  ...['Sort-Object', 'Start-Sleep', 'Test-Path', 'Where-Object', 'Write-Host'],
];

whereThereIsOne('by its syntax tree', () => {
  const read = async (file: string): Promise<Syntax> =>
    JSON.parse(await runScript(shell, join(host, 'syntax.ps1'), ['-Path', file])) as Syntax;

  test('the script uses cmdlets and parameters of the evidenced list and no others, and nothing that Windows PowerShell 5.1 does not know', async () => {
    const { errors, newer, commands, functions, members } = await read(script);
    expect([errors, newer]).toEqual([[], []]);
    const strange = commands
      .filter(({ name, parameters, splatted, operator }) => {
        // A name made at run time, a called variable or a splatted table could be anything.
        if (name === null || splatted || operator !== 'Unknown') return true;
        if (functions.includes(name)) return false;
        if (!vendor.test(name)) return !own.includes(name);
        return parameters.some((parameter) => evidenced.cmdlets[name]?.[parameter] === undefined);
      })
      .map(({ line, name, parameters }) => `${line}: ${name} ${parameters.join(' ')}`);

    expect(strange).toEqual([]);
    const used = new Set(commands.flatMap(({ name }) => (name !== null && vendor.test(name) ? [name] : [])));
    expect([...used].sort()).toEqual(Object.keys(evidenced.cmdlets).sort());
    expect(functions.filter((name) => vendor.test(name))).toEqual([]);
    expect(members.filter((name) => /^(?:Invoke|Create|NewScriptBlock|ExpandString|Start)$/.test(name))).toEqual([]);
    const types = commands.filter(({ name }) => name === 'New-Object').flatMap(({ values }) => values.slice(0, 1));
    expect(types.filter((type) => /Proxy/.test(type))).toEqual(Object.keys(evidenced.types));
  });

  test('what 5.1 does not know is found where it is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'changeover-syntax-'));
    writeFileSync(
      join(folder, 'newer.ps1'),
      '$a ? 1 : 2\n$a ?? 1\n$a ??= 1\nGet-Item a && Get-Item b\n${a}?.b\nGet-Item a &\n',
    );
    const { newer } = await read(join(folder, 'newer.ps1'));
    rmSync(folder, { recursive: true });
    expect(new Set(newer.map((line) => line.split(':')[0]))).toEqual(new Set(['1', '2', '3', '4', '5', '6']));
  });
});

const workgroupId = '11111111-0000-4000-8000-000000000001';
const addresses = ['anna', 'boris', 'vera'].map((name) => ({
  source: `${name}@contoso.onmicrosoft.com`,
  destination: `${name}@fabrikam.onmicrosoft.com`,
}));

interface World {
  numbers: number;
  customers: unknown[];
  endpoints: { Id: string; Name: string; Type: string }[];
  projects: { Id: string; AdvancedOptions: string; PurgePeriod: number }[];
  items: { Id: string; ExportEmailAddress: string }[];
  passes: { Id: string; MailboxId: string; Type: string; Status: string; ItemEndDate: string }[];
  statistics: unknown[];
  errors: unknown[];
  packs: unknown[];
  subscriptions: { ReferenceEntityId: string }[];
}

whereThereIsOne('the script, run', () => {
  let bot: Awaited<ReturnType<typeof startBot>>;
  let folder: string;
  let key: { readonly id: string; readonly text: string };
  let running: ChildProcess | null = null;
  let output = '';
  let asked = 0;
  const password = 'correct horse';

  beforeAll(async () => {
    bot = await startBot({ mostRequestsPerMinute: 10_000 });
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'changeover-worker-'));
    mkdirSync(join(folder, 'state'));
    mkdirSync(join(folder, 'vendor'));
    const endpoint = (number: number, Name: string) => ({
      Id: `44444444-0000-4000-8000-00000000000${number}`,
      Name,
      Type: 'ExchangeOnline2',
    });
    setWorld({
      numbers: 0,
      customers: [],
      endpoints: [endpoint(1, 'Contoso, source'), endpoint(2, 'Fabrikam, destination')],
      projects: [],
      items: [],
      passes: [],
      statistics: [],
      errors: [],
      packs: [],
      subscriptions: [],
    });
    const made = await bot.keys.make('a machine');
    key = { id: made.key.id, text: made.text };
    output = '';
    await bot.pool.query('truncate worker.job');
  });
  afterEach(async () => {
    await end();
    // The key and the password are nowhere but in what PowerShell keeps of them.
    const said = [output, file('state', 'worker.log')].join('\n');
    for (const secret of [key.text, key.text.split('_')[2] as string, password, 'secret of source'])
      expect(said.includes(secret)).toBe(false);
    expect(bot.faults).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });
  afterAll(() => bot.stop());

  const file = (...path: string[]): string =>
    existsSync(join(folder, ...path)) ? readFileSync(join(folder, ...path), 'utf8') : '';
  const world = (): World => JSON.parse(file('vendor', 'world.json').replace(/^\ufeff/, '')) as World;
  const setWorld = (to: World): void => writeFileSync(join(folder, 'vendor', 'world.json'), JSON.stringify(to));
  const change = (how: (standing: World) => void): void => {
    const standing = world();
    how(standing);
    setWorld(standing);
  };
  const calls = (cmdlet: string): { cmdlet: string; parameters: Record<string, string> }[] =>
    file('vendor', 'calls.jsonl')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
      .filter((call) => call.cmdlet === cmdlet);
  const vendorDoes = (what: string, message = ''): void => writeFileSync(join(folder, 'vendor', what), message);

  const keep = (more: readonly string[] = []): Promise<string> =>
    runScript(shell, join(host, 'keep.ps1'), [
      ...['-Folder', join(folder, 'state'), '-Key', key.text, '-Password', password],
      ...more,
    ]);
  const start = (more: readonly string[] = []): ChildProcess => {
    running = startScript(
      shell,
      script,
      [
        ...['-Bot', bot.base(), '-StateFolder', join(folder, 'state'), '-Module', join(host, 'BitTitanStandIn.psm1')],
        ...['-RetrySeconds', '0.05', ...more],
      ],
      { CHANGEOVER_STAND_IN: join(folder, 'vendor') },
    );
    for (const stream of [running.stdout, running.stderr]) stream?.on('data', (data) => (output += String(data)));
    return running;
  };
  async function end(): Promise<void> {
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const over = once(running, 'exit');
    running.kill('SIGKILL');
    await over;
  }
  const ask = async <O extends OperationName>(operation: O, given: Omit<ArgumentsOf<O>, 'workgroupId'>) =>
    (
      await bot.jobs.ask({
        operation,
        arguments: { workgroupId, ...given } as ArgumentsOf<O>,
        idempotencyKey: `script ${(asked += 1)}`,
      })
    ).id;
  const done = async <O extends OperationName>(
    operation: O,
    given: Omit<ArgumentsOf<O>, 'workgroupId'>,
  ): Promise<ResultOf<O>> => {
    const job = await bot.ended(await ask(operation, given));
    expect([operation, job.state, job.fault, output]).toEqual([operation, 'done', null, output]);
    return job.result as ResultOf<O>;
  };

  test('a whole test migration, and all of it once more without anything made twice', async () => {
    writeFileSync(join(folder, 'vendor', 'with-types'), '');
    await keep(['-Endpoints']);
    start();
    expect(await done('probe', {})).toMatchObject({ signedIn: true, missing: [] });
    const migration = async (again: boolean) => {
      const customer = await done('ensureCustomer', { primaryDomain: 'contoso.com', companyName: 'Contoso' });
      expect(customer.created).toBe(!again);
      const { organizationId } = customer;
      const from = await done('findEndpoint', { organizationId, name: 'Contoso, source' });
      const to = await done('findEndpoint', { organizationId, name: 'Fabrikam, destination' });
      const project = await done('ensureProject', {
        organizationId,
        name: 'Contoso to Fabrikam',
        exportType: from.type,
        importType: to.type,
        exportEndpointId: from.endpointId,
        importEndpointId: to.endpointId,
        advancedOptions: ['RecipientMapping="@contoso.com->@fabrikam.com"', 'UseEwsImportImpersonation=1'],
        zone: 'WesternEurope',
        maximumSimultaneousMigrations: 100,
        maximumItemFailures: 1000,
        purgePeriod: 180,
        maxLicensesToConsume: 1,
      });
      expect(project).toMatchObject({ created: !again, differences: [] });
      const { projectId } = project;
      const { items } = await done('upsertItems', { projectId, items: addresses });
      expect(items.map(({ outcome }) => outcome)).toEqual(addresses.map(() => (again ? 'found' : 'created')));
      const itemIds = items.map(({ itemId }) => itemId as string);
      const licences = await done('applyLicences', {
        customerId: customer.customerId,
        projectId,
        productName: 'MspcEndUserYearlySubscription',
        itemIds,
      });
      expect(licences.items.map(({ outcome }) => outcome)).toEqual(itemIds.map(() => (again ? 'already' : 'applied')));
      return { projectId, itemIds };
    };
    const { projectId, itemIds } = await migration(false);
    change((standing) => {
      standing.packs = [{ Purchased: 100, Granted: 0, Used: 3, Revoked: 0, ExpireDate: '2027-03-01T00:00:00Z' }];
    });
    expect(await done('licencePool', { productName: 'MspcEndUserYearlySubscription' })).toEqual({
      productSkuId: '39854d8c-b41d-11e6-a82f-e4b31882dc3b',
      packs: [{ purchased: 100, granted: 0, used: 3, revoked: 0, expiresAt: '2027-03-01T00:00:00.000Z' }],
    });

    const first = { projectId, items: itemIds.map((itemId) => ({ itemId, afterPassId: null })) };
    const verified = await done('submitPass', { ...first, type: 'Verification' });
    expect(verified.items.map(({ outcome }) => outcome)).toEqual(['submitted', 'submitted', 'submitted']);
    // Asked again, by somebody who never heard the answer.
    expect((await done('submitPass', { ...first, type: 'Verification' })).items).toEqual(
      verified.items.map((item) => ({ ...item, outcome: 'already' })),
    );
    const after = (passes: typeof verified) =>
      passes.items.map(({ itemId, passId }) => ({ itemId, afterPassId: passId as string }));
    const early = await done('submitPass', { projectId, type: 'Full', items: after(verified) });
    expect(early.items.map(({ outcome }) => outcome)).toEqual(['active', 'active', 'active']);
    change((standing) => standing.passes.forEach((pass) => (pass.Status = 'Completed')));
    const prestage = await done('submitPass', {
      projectId,
      type: 'Full',
      itemTypes: 'Mail',
      itemEndDate: '2026-11-01T00:00:00.000Z',
      items: after(verified),
    });
    expect(prestage.items.map(({ outcome }) => outcome)).toEqual(['submitted', 'submitted', 'submitted']);
    // Whoever knows only of the verification is told that somebody else's pass stands there.
    const stranger = await done('submitPass', { projectId, type: 'Full', items: after(verified) });
    expect(stranger.items.map(({ outcome }) => outcome)).toEqual(['another', 'another', 'another']);

    change((standing) => ((standing.passes.at(-1) as World['passes'][0]).Status = 'Processing'));
    const stopped = await done('stopPass', { itemIds });
    expect(stopped.items.map(({ outcome, status }) => [outcome, status])).toEqual([
      ['not-running', 'Submitted'],
      ['not-running', 'Submitted'],
      ['stopping', 'Stopping'],
    ]);
    const { passes, next } = await done('listPasses', { projectId, offset: 0, limit: 4 });
    expect([passes.length, next]).toEqual([4, 4]);
    expect(passes[3]).toMatchObject({
      itemId: itemIds[0],
      type: 'Full',
      itemTypes: 'Mail',
      itemStartDate: null,
      itemEndDate: '2026-11-01T00:00:00.000Z',
      licencePackId: null,
    });
    expect(await done('listPasses', { projectId, offset: 4, limit: 1000 })).toMatchObject({ next: null });
    expect((await done('listPasses', { projectId, itemIds })).passes.map(({ passId }) => passId)).toEqual(
      prestage.items.map(({ passId }) => passId),
    );

    const counts = { SuccessCount: 0, SuccessSize: 0, ErrorCount: 0, ErrorSize: 0 };
    const totals = { SuccessCountTotal: 1200, SuccessSizeTotal: 6_000_000_000, ErrorCountTotal: 1, ErrorSizeTotal: 9 };
    change((standing) => {
      standing.statistics = [
        {
          MailboxId: itemIds[0],
          MigrationStatsInfos: [
            { ItemType: 'Mail', TaskType: 'Import', MigrationStats: { ...counts, ...totals } },
            { ItemType: 'Something new', TaskType: 'Export', MigrationStats: { ...counts, ...totals } },
          ],
        },
      ];
      standing.errors = ['2026-12-01T02:10:00Z', '2026-12-01T02:20:00Z'].map((CreateDate, index) => ({
        MailboxId: itemIds[0],
        Type: 'Mail',
        Severity: 'Error',
        Message: `Ошибка ${index} "ErrorItemNotFound"`,
        ItemSubject: 'never told',
        ItemSize: 2048,
        ContainerName: 'Входящие',
        CreateDate,
      }));
    });
    const { rows } = await done('statistics', { itemIds });
    expect(rows.map(({ itemType, successSizeTotal }) => [itemType, successSizeTotal])).toEqual([
      ['Mail', 6_000_000_000],
      ['Something new', 6_000_000_000],
    ]);
    expect(await done('errors', { itemIds, perItem: 1 })).toEqual({
      errors: [
        {
          itemId: itemIds[0],
          type: 'Mail',
          severity: 'Error',
          message: 'Ошибка 1 "ErrorItemNotFound"',
          itemSize: 2048,
          folder: 'Входящие',
          createdAt: '2026-12-01T02:20:00.000Z',
        },
      ],
      more: [itemIds[0]],
    });

    const before = world();
    await migration(true);
    const made = world();
    for (const what of ['customers', 'projects', 'items', 'passes', 'subscriptions'] as const)
      expect([what, made[what].length]).toEqual([what, before[what].length]);
    const used = new Set(file('vendor', 'calls.jsonl').match(/"cmdlet":"[^"]+"/g));
    expect(used.size).toBeGreaterThan(18);
  });

  test('whatever of requests, answers and the vendor’s answers is lost, each thing is made once and told', async () => {
    await keep();
    start();
    const project = { projectId: 'dddddddd-0000-4000-8000-000000000001' };
    bot.lose('request', 'lease');
    bot.lose('answer', 'lease');
    bot.lose('request', 'result');
    bot.lose('answer', 'result', 2);
    vendorDoes('Add-MW_Mailbox.unanswered');
    const { items } = await done('upsertItems', { ...project, items: addresses });
    expect(items.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);

    const round = {
      ...project,
      type: 'Full' as const,
      items: items.map(({ itemId }) => ({ itemId: itemId as string, afterPassId: null })),
    };
    vendorDoes('Add-MW_MailboxMigration.unanswered');
    const submitted = await done('submitPass', round);
    expect(submitted.items.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['submitted', null],
      ['submitted', null],
      ['submitted', null],
    ]);
    expect([world().items.length, world().passes.length]).toEqual([3, 3]);

    // Refused for one reason, all are told; nothing is taken for done.
    vendorDoes('Add-MW_MailboxMigration.refuses', 'There are not enough licences.');
    change((standing) => standing.passes.forEach((pass) => (pass.Status = 'Completed')));
    const refused = await done('submitPass', {
      ...round,
      items: submitted.items.map(({ itemId, passId }) => ({ itemId, afterPassId: passId })),
    });
    expect(refused.items.map(({ outcome, message }) => [outcome, message])).toEqual(
      [1, 2, 3].map(() => ['failed', 'There are not enough licences.']),
    );
    // More than a result may be is told as such, not again and again.
    const Message = 'x'.repeat(4_000);
    change((standing) => {
      standing.errors = Array.from({ length: 450 }, () => ({ MailboxId: items[0]?.itemId, Message, Type: 'Mail' }));
    });
    const itemIds = [1, 2, 3].map(() => items[0]?.itemId as string);
    const large = await bot.ended(await ask('errors', { itemIds, perItem: 450 }));
    expect([large.state, large.fault?.code]).toEqual(['failed', 'too-large']);
    // The bot goes away and comes back.
    const id = await ask('listPasses', { ...project });
    await bot.restart();
    expect((await bot.ended(id)).state).toBe('done');
  });

  test('killed with a pass submitted and unanswered, it goes on with the job it had, and nothing is submitted twice', async () => {
    await keep();
    change((standing) => {
      standing.items = addresses.map(({ source, destination }, index) => ({
        Id: `eeeeeeee-0000-4000-8000-00000000000${index}`,
        ConnectorId: 'dddddddd-0000-4000-8000-000000000001',
        ExportEmailAddress: source,
        ImportEmailAddress: destination,
      }));
    });
    vendorDoes('Add-MW_MailboxMigration.dies');
    const id = await ask('submitPass', {
      projectId: 'dddddddd-0000-4000-8000-000000000001',
      type: 'Full',
      items: world().items.map(({ Id }) => ({ itemId: Id, afterPassId: null })),
    });
    await once(start(), 'exit');
    expect([world().passes.length, JSON.parse(file('state', 'job.json')).job.id]).toEqual([1, id]);
    start();
    const job = await bot.ended(id);
    expect(job.handedOut).toBe(1);
    expect((job.result as ResultOf<'submitPass'>).items.map(({ outcome }) => outcome)).toEqual([
      'already',
      'submitted',
      'submitted',
    ]);
    expect(world().passes.map(({ MailboxId }) => MailboxId)).toEqual(world().items.map(({ Id }) => Id));
    expect(calls('Add-MW_MailboxMigration').length).toBe(3);
  });

  test('a job that was given to somebody else meanwhile is thrown away; a revoked key ends the script with what to do; a second one is turned away', async () => {
    await keep();
    vendorDoes('Add-MW_Mailbox.dies');
    const project = { projectId: 'dddddddd-0000-4000-8000-000000000001' };
    const id = await ask('upsertItems', { ...project, items: addresses });
    await once(start(), 'exit');
    bot.later(301);
    const other = await bot.worker(`other-${asked}`);
    const { job } = (await other.lease(operationNames)).body;
    expect(job.id).toBe(id);
    await other.result(job, { outcome: 'failed', fault: { code: 'vendor', message: 'Somebody else tried.' } });

    const process = start(['-Once']);
    expect(await once(process, 'exit')).toEqual([0, null]);
    expect(world().items.length).toBe(1);
    expect(output).toContain('Not taken: this job is no longer this worker');
    expect([file('state', 'job.json'), file('state', 'result.json')]).toEqual(['', '']);

    start();
    expect(await done('listPasses', { ...project })).toMatchObject({ passes: [] });
    const second = startScript(
      shell,
      script,
      [
        '-Bot',
        bot.base(),
        '-StateFolder',
        join(folder, 'state'),
        '-Module',
        join(host, 'BitTitanStandIn.psm1'),
        '-Once',
      ],
      { CHANGEOVER_STAND_IN: join(folder, 'vendor') },
    );
    expect(await once(second, 'exit')).toEqual([2, null]);
    const over = once(running as ChildProcess, 'exit');
    await bot.keys.revoke(key.id);
    await ask('listPasses', { ...project });
    expect(await over).toEqual([3, null]);
    expect(output).toContain('Ask the migration operator for a new one');
  });
});

whereThereIsOne('what is wrong on the machine', () => {
  test('is said without a secret: a password that the vendor repeats, an address that is not https', async () => {
    const bot = await startBot();
    const folder = mkdtempSync(join(tmpdir(), 'changeover-worker-'));
    try {
      mkdirSync(join(folder, 'vendor'));
      const { text } = await bot.keys.make('a machine');
      await runScript(shell, join(host, 'keep.ps1'), ['-Folder', folder, '-Key', text, '-Password', 'wrong horse']);
      const { id } = await bot.jobs.ask({ operation: 'probe', arguments: { workgroupId }, idempotencyKey: 'wrong' });
      const run = (address: string): ChildProcess =>
        startScript(
          shell,
          script,
          ['-Bot', address, '-StateFolder', folder, '-Module', join(host, 'BitTitanStandIn.psm1'), '-Once'],
          { CHANGEOVER_STAND_IN: join(folder, 'vendor') },
        );
      expect(await once(run(bot.base()), 'exit')).toEqual([0, null]);
      expect(await bot.jobs.find(id)).toMatchObject({
        state: 'failed',
        fault: { code: 'vendor', message: 'Wrong password: ***' },
      });
      expect(readFileSync(join(folder, 'worker.log'), 'utf8')).not.toContain('wrong horse');
      expect(await once(run('http://bot.example'), 'exit')).toEqual([2, null]);
    } finally {
      await bot.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
