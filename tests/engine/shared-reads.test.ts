import { SharedReads } from '../../src/engine/queries/shared-reads.js';

/** Reads that end when they are told to. */
function reads() {
  const open: { readonly end: (answer: string) => void; readonly fail: (reason: Error) => void }[] = [];
  const read = (): Promise<string> =>
    new Promise((resolve, reject) => {
      open.push({ end: resolve, fail: reject });
    });
  return { open, read };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('nine people who ask at once cost two reads, and whoever asked during the first is answered by one that began later', async () => {
  const shared = new SharedReads();
  const { open, read } = reads();

  const first = shared.ask('status', read);
  const others = Array.from({ length: 8 }, () => shared.ask('status', read));
  expect(open).toHaveLength(1);
  open[0]?.end('before');
  await settled();
  expect(open).toHaveLength(2);
  // The second is under way: its answer may already be too old for this one.
  const late = shared.ask('status', read);
  open[1]?.end('after');
  await settled();
  expect(open).toHaveLength(3);
  open[2]?.end('later');

  expect(await first).toBe('before');
  expect(new Set(await Promise.all(others))).toEqual(new Set(['after']));
  expect(await late).toBe('later');
});

test('a read that fails fails those who waited for it, and nobody after them', async () => {
  const shared = new SharedReads();
  const { open, read } = reads();

  const first = shared.ask('status', read);
  const second = shared.ask('status', read);
  open[0]?.fail(new Error('the database is away'));
  await expect(first).rejects.toThrow('the database is away');
  await settled();
  open[1]?.end('back');
  expect(await second).toBe('back');

  const third = shared.ask('status', read);
  open[2]?.end('again');
  expect(await third).toBe('again');
});

test('different questions do not wait for each other', async () => {
  const shared = new SharedReads();
  const { open, read } = reads();

  void shared.ask('status', read);
  const other = shared.ask('roster', read);
  expect(open).toHaveLength(2);
  open[1]?.end('people');

  expect(await other).toBe('people');
});
