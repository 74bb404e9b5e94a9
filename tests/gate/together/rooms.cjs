/**
 * Which test files the gate runs together: a file by itself loads half of the house again and opens a database of its own, which costs more
 * than most tests do. `npx jest <file>` runs any of them alone, as always.
 */
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const tests = join(__dirname, '..', '..');

/** Into how many parts a room's files go, so that two workers share them. `alone`: those that take long, or change what all in a process share. */
const rooms = {
  engine: { parts: 4 },
  views: { parts: 2, alone: ['locales'] },
  steps: {
    parts: 1,
    alone: [
      'domains-in-the-world',
      'addresses-in-the-world',
      'dns-in-the-world',
      'destination-in-the-world',
      'actions-in-the-world',
    ],
  },
  bot: { parts: 1, alone: ['two-processes'] },
  systems: { parts: 1 },
  world: { parts: 1 },
  room: { parts: 1 },
};

/** Whole paths, in an order that no machine changes. */
function filesOf(room) {
  const { alone = [] } = rooms[room];
  return readdirSync(join(tests, room))
    .filter((name) => name.endsWith('.test.ts') && !alone.includes(name.slice(0, -'.test.ts'.length)))
    .sort()
    .map((name) => join(tests, room, name));
}

module.exports = {
  rooms,
  /** @param suite the name of a suite's file, such as `engine-2-of-4.suite.ts` */
  filesOfSuite(suite) {
    const [, room, part, of] = /([a-z]+)-(\d+)-of-(\d+)\.suite\.ts$/.exec(suite) ?? [];
    return filesOf(room).filter((_, index) => index % Number(of) === Number(part) - 1);
  },
  filesTogether: () => Object.keys(rooms).flatMap(filesOf),
};
