/** As `jest.config.cjs` has it, with the files that the gate runs together in their suites. */
const { filesTogether } = require('./together/rooms.cjs');

module.exports = {
  ...require('../../jest.config.cjs'),
  rootDir: '../..',
  testMatch: ['**/*.test.ts', '**/*.suite.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    // A PowerShell of its own, which comes from NuGet once and takes a minute: `npx jest tests/worker/script`.
    '/tests/worker/script\\.test\\.ts$',
    ...filesTogether().map((file) => `^${file.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`),
  ],
};
