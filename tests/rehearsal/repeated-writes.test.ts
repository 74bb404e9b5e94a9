import { repeatedWrites, type WorldLogEntry } from '../../src/main/rehearsal/world-log.js';

const entry = (n: number, fields: Partial<WorldLogEntry> = {}): WorldLogEntry => ({
  n,
  receivedAt: { wall: '2026-11-30T08:00:00.000Z' },
  actor: 'application',
  method: 'PATCH',
  url: 'https://graph.microsoft.com/v1.0/users/6f1c',
  write: true,
  batch: 1,
  objects: [{ kind: 'user', id: '6f1c' }],
  applied: true,
  status: 204,
  ...fields,
});

describe('the world’s own log', () => {
  test('shows an object that was written twice, also when the second write changed nothing', () => {
    expect(repeatedWrites([entry(1), entry(2, { applied: false })])).toHaveLength(1);
  });

  test('tells a property of an object that two steps write beside each other from one that is written twice', () => {
    const of = (...properties: string[]) => ({ objects: [{ kind: 'recipient', id: '6f1c', properties }] });

    expect(repeatedWrites([entry(1, of('EmailAddresses')), entry(2, of('EwsEnabled'))])).toEqual([]);
    expect(repeatedWrites([entry(1, of('EmailAddresses')), entry(2, of('EwsEnabled', 'EmailAddresses'))])).toEqual([
      'recipient 6f1c through graph.microsoft.com in work 0, EmailAddresses: 2 times',
    ]);
  });

  test('shows one that was written twice though the first write was never answered', () => {
    expect(repeatedWrites([entry(1, { status: null }), entry(2)])).toHaveLength(1);
  });

  test('shows the same content written twice also where another step ended in between, and not where people turned back', () => {
    const writes = [entry(1, { content: 'a' }), entry(3, { content: 'a' })];

    expect(repeatedWrites(writes, { turns: [2] })).toEqual([
      'user 6f1c through graph.microsoft.com with the same content a on way 0: 2 times',
    ]);
    expect(repeatedWrites(writes, { turns: [2], ways: [2] })).toEqual([]);
    expect(repeatedWrites([entry(1, { content: 'a' }), entry(3, { content: 'b' })], { turns: [2] })).toEqual([]);
  });

  test('does not hold a refused write, an administrator, or the undo of a write against the bot', () => {
    const refused = entry(2, { applied: false, status: 429 });
    const byHand = entry(3, { actor: 'administrator' });

    expect(repeatedWrites([entry(1), refused, byHand, entry(5)], { turns: [4] })).toEqual([]);
  });
});
