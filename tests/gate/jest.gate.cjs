/** As `jest.config.cjs` has it, with the files that the gate runs together in their suites. */
const { filesTogether } = require('./together/rooms.cjs');

module.exports = {
  ...require('../../jest.config.cjs'),
  rootDir: '../..',
  testMatch: ['**/*.test.ts', '**/*.suite.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    ...filesTogether().map((file) => `^${file.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`),
  ],
};
