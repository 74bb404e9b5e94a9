module.exports = {
  testEnvironment: '<rootDir>/tests/support/environment.cjs',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
    // The page's own modules, as the browser gets them.
    '/room/page/.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  // The house writes imports with the .js ending that Node wants; the sources end in .ts.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  globalSetup: '<rootDir>/tests/support/prepared-run.cjs',
  globalTeardown: '<rootDir>/tests/support/prepared-run-over.cjs',
  testSequencer: '<rootDir>/tests/support/long-ones-first.cjs',
  maxWorkers: 2,
  testTimeout: 240000,
};
