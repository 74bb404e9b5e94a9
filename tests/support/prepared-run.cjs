/** Once per run of the tests: an empty place for folders that several tests begin from. It goes with the run, so nothing in it is ever old. */
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

module.exports = () => {
  const place = mkdtempSync(join(tmpdir(), 'changeover-prepared-'));
  // Test workers are started after this and inherit it.
  process.env.CHANGEOVER_PREPARED = place;
  globalThis.removePrepared = () => rmSync(place, { recursive: true, force: true });
  process.once('exit', globalThis.removePrepared);
};
