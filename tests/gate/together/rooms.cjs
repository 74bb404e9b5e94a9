/**
 * Which test files the gate runs together: a file by itself loads half of the house again and opens a database of its own, which costs more
 * than most tests do. `npx jest <file>` runs any of them alone, as always.
 */
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const tests = join(__dirname, '..', '..');

/**
 * By room the files that run by themselves all the same: they take long, or change what all in a process share. A room is here when it has
 * suites beside this file, `<room>-<part>-of-<parts>.suite.ts`, so many that two workers share it evenly.
 */
const alone = {
  views: ['locales'],
  steps: [
    'domains-in-the-world',
    'addresses-in-the-world',
    'dns-in-the-world',
    'dns-back-in-the-world',
    'destination-in-the-world',
    'actions-in-the-world',
  ],
  bot: ['two-processes'],
  worker: ['script'],
};

/** Whole paths, in an order that no machine changes. */
function filesOf(room) {
  return readdirSync(join(tests, room))
    .filter((name) => name.endsWith('.test.ts') && !(alone[room] ?? []).includes(name.slice(0, -'.test.ts'.length)))
    .sort()
    .map((name) => join(tests, room, name));
}

/** @param suite the name of a suite's file, such as `engine-2-of-4.suite.ts` */
function filesOfSuite(suite) {
  const [, room, part, of] = /([a-z]+)-(\d+)-of-(\d+)\.suite\.ts$/.exec(suite);
  return filesOf(room).filter((_, index) => index % Number(of) === Number(part) - 1);
}

module.exports = {
  filesOfSuite,
  /** Only what a suite really has: a part without its file would lose no test. */
  filesTogether: () =>
    readdirSync(__dirname)
      .filter((name) => name.endsWith('.suite.ts'))
      .flatMap(filesOfSuite),
};
