import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Service } from '../../src/rehearsal/world/service.js';
import { services } from '../../src/rehearsal/world/services.js';
import { openBench } from './harness.js';

const folder = resolve(__dirname, '../../src/rehearsal/world');

test('a host name of a service is spelled in one file of the world', () => {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const { name, hosts } of services) {
    for (const host of hosts) {
      const spelled = files.filter((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .some((line) => !/^\s*(\*|\/\*|\/\/)/.test(line) && line.includes(host)),
      );
      expect(spelled.map((file) => relative(folder, file))).toEqual([join(name, 'host.ts')]);
    }
  }
});

test('what a service says it covers is what it serves, both ways', () => {
  for (const { name, coverage, served } of services) {
    const listed = coverage.filter((one) => one.state !== 'missing').map((one) => one.name);
    expect([name, [...listed].sort()]).toEqual([name, [...served].sort()]);
    const absent = coverage.filter((one) => one.state === 'missing').map((one) => one.name);
    expect([name, absent.filter((one) => served.includes(one))]).toEqual([name, []]);
    for (const one of coverage) {
      expect(one.page).toMatch(/^https:\/\//);
      if (one.state === 'partial') expect([one.name, one.differences]).not.toEqual([one.name, '']);
    }
  }
});

/** Counts what is posted to it, which is all a service is. */
const counter: Service = {
  name: 'counter',
  hosts: ['counter.example'],
  coverage: [{ name: 'POST /count', state: 'partial', differences: 'counts only', page: 'https://counter.example/' }],
  served: ['POST /count'],
  isStruck: true,
  isWrite: ({ method }) => method === 'POST',
  open() {
    let count = 0;
    return ({ method }) => {
      if (method !== 'POST') return { status: 200, body: { count } };
      count += 1;
      return {
        status: 201,
        touched: [{ side: 'source', kind: 'count', id: '1', properties: ['count'] }],
        applied: true,
      };
    };
  },
};

test('one more line in the list is a service: answered under its host, written down, covered, and struck by faults', async () => {
  const bench = await openBench({ services: [...services, counter] });
  expect((await bench.call('POST', '/counter.example/count', { n: 1 })).status).toBe(201);
  expect((await bench.call('GET', '/counter.example/count')).body).toEqual({ count: 1 });
  const [write, read] = (await bench.call('GET', '/world/log')).body.entries;
  expect(write).toMatchObject({ url: 'https://counter.example/count', write: true, applied: true, status: 201 });
  expect(write.content).toEqual(expect.any(String));
  expect(read).toMatchObject({ write: false, applied: false });
  const lines = (await bench.call('GET', '/world/coverage')).body;
  expect(lines).toContainEqual(expect.objectContaining({ service: 'counter', name: 'POST /count' }));
  expect((await bench.call('POST', '/world/faults', { unansweredEvery: { counter: 1 } })).status).toBe(200);
  await expect(bench.call('POST', '/counter.example/count', { n: 2 })).rejects.toThrow();
  expect((await bench.call('GET', '/counter.example/count')).body).toEqual({ count: 2 });
  const usual = await openBench();
  expect((await usual.call('POST', '/world/faults', { unansweredEvery: { counter: 1 } })).status).toBe(400);
  expect((await usual.call('POST', '/counter.example/count', {})).status).toBe(404);
  await usual.close();
  await bench.close();
});
