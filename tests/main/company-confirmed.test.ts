/** A company read from files waits for a person's word; without one nothing runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awaitsConfirmation, confirmationIn } from '../../src/main/rehearsal/confirmation.js';
import { companyRemarks } from '../../src/main/rehearsal/company.js';
import { createRehearsalDoors } from '../../src/main/rehearsal/doors.js';
import { confirmationTable } from '../../src/main/rehearsal/report.js';
import { writeReport } from '../../src/rehearsal/world/company/from-files/told/report.js';
import { load, sixMailboxes } from '../world/support/export-tables.js';

let folder: string;
let server: Server;
let url: string;
let asked: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'confirmed-'));
  asked = [];
  const nobody = { handle: () => Promise.resolve(false), botArrived: () => Promise.resolve() };
  server = createRehearsalDoors({
    world: nobody,
    room: {
      ...nobody,
      handle: (req, res) => {
        asked.push(`${req.method} ${req.url}`);
        res.statusCode = 200;
        res.end();
        return Promise.resolve(true);
      },
    },
    controlToken: 'token',
    botEndpoint: () => null,
    onBot: () => undefined,
    onBotSeen: () => undefined,
    onStop: () => undefined,
    remarks: () => companyRemarks(folder),
    confirmation: confirmationIn(folder),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const control = (method: string): Promise<Response> =>
  fetch(`${url}/rehearsal/confirmation`, { method, headers: { 'x-control-token': 'token' } });
const post = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}${path}`, { method: 'POST', headers });
const fromFiles = (): void => writeReport(folder, load({ 'mailboxes.csv': sixMailboxes() }).loaded.report!);

test('a company that was made up waits for nobody', async () => {
  expect(awaitsConfirmation(folder)).toBe(false);
  expect((await control('GET')).status).toBe(204);
  expect((await post('/room/messages')).status).toBe(200);
});

test('nobody says or plays anything before the company is confirmed on the page, and who waits is told at once', async () => {
  fromFiles();
  expect(await (await fetch(`${url}/world/company-report`)).json()).toMatchObject({
    confirmed: false,
    domains: { 'talbrunn.example': expect.any(Number) },
    initialDomain: 'talbrunn.onmicrosoft.com',
    counts: { mailboxes: 10 },
    kinds: { UserMailbox: 10 },
    madeUp: { en: expect.stringContaining('licences'), ru: expect.stringContaining('лицензии') },
  });
  expect((await post('/room/play')).status).toBe(409);
  expect(asked).toEqual([]);
  const waiting = control('GET');
  expect((await post('/world/company-report/confirmed', { origin: 'http://elsewhere.example' })).status).not.toBe(204);
  expect(awaitsConfirmation(folder)).toBe(true);
  expect((await post('/world/company-report/confirmed')).status).toBe(204);
  expect((await waiting).status).toBe(204);
  expect((await post('/room/play')).status).toBe(200);
  expect(await (await fetch(`${url}/world/company-report`)).json()).toMatchObject({ confirmed: true });
});

test('the word is kept, and whoever starts it may give it', async () => {
  fromFiles();
  expect((await control('PUT')).status).toBe(204);
  expect(confirmationIn(folder).awaited()).toBe(false);
});

test('people whom no file has are told beside every number that they are part of, by name, and no remark gives another number for a domain', async () => {
  fromFiles();
  const told = (await (await fetch(`${url}/world/company-report`)).json()) as {
    counts: { mailboxes: number };
    domains: Record<string, number>;
    added: { people: string[]; mailboxes: number; onDomains: Record<string, number>; kinds: Record<string, number> };
    lines: Record<'en' | 'ru', string[]>;
  };
  // Six mailboxes stand in the file.
  expect(told.counts.mailboxes - told.added.mailboxes).toBe(6);
  expect(told.added).toEqual({
    people: ['Sergei Volkov', 'Irina Sokolova', 'Marcus Weber', 'Dmitri Orlov'],
    mailboxes: 4,
    onDomains: { 'talbrunn.example': 2 },
    kinds: { UserMailbox: 4 },
  });
  for (const line of [...told.lines.en, ...told.lines.ru]) expect(line).not.toMatch(/talbrunn\.example \(\d+\)/);
  const text = confirmationTable(companyRemarks(folder)!, 'Say yes.');
  for (const part of [
    /These domains move +talbrunn\.example 14 \(added 2\)/,
    /Mailboxes +10, of them added 4;/,
    /By kind +UserMailbox 10 \(added 4\)/,
    /Added +Sergei Volkov, .*: people of the rehearsal/,
  ])
    expect(text).toMatch(part);
});

test('the table for the headless run says what moves, what stays, how many, and what is made up', () => {
  fromFiles();
  const text = confirmationTable(companyRemarks(folder)!, 'Say yes.');
  for (const part of [
    /These domains move +talbrunn\.example 14/,
    /Initial domain, stays +talbrunn\.onmicrosoft\.com/,
    /Mailboxes +10/,
    /Not in your files, made up: .*DNS records/,
    /in the files 12, in the company 12/,
    /Say yes\.$/m,
  ])
    expect(text).toMatch(part);
});
