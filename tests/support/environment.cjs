/** Node's own environment, of a process that keeps the embedded database's code compiled from one test file to the next. */
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

const wasm = join(dirname(require.resolve('@electric-sql/pglite')), 'pglite.wasm');

/**
 * V8 compiles the same bytes once in a process, and makes the code faster while it runs, for as long as anybody holds the module. Every
 * database is a thread of its own: without this each would begin with slow code, which costs more than most tests do.
 */
let held;

module.exports = class extends TestEnvironment {
  async setup() {
    held ??= WebAssembly.compile(readFileSync(wasm));
    await held;
    await super.setup();
  }
};
