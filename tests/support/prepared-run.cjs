/**
 * Once per run of the tests: what is built is as new as the sources, and there is an empty place for folders that several tests begin from.
 * It goes with the run, so nothing in it is ever old.
 */
const { execFileSync } = require('node:child_process');
const { mkdtempSync, readdirSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const name = 'changeover-prepared-';
const launch = join(__dirname, '..', '..', 'src', 'main', 'launch.mjs');

module.exports = () => {
  execFileSync(process.execPath, [launch, 'build'], { stdio: ['ignore', 'inherit', 'inherit'] });
  removeOrphans();
  const place = mkdtempSync(join(tmpdir(), `${name}${process.pid}-`));
  // Test workers are started after this and inherit it.
  process.env.CHANGEOVER_PREPARED = place;
  globalThis.removePrepared = () => rmSync(place, { recursive: true, force: true });
};

/** What a run left that was killed before its end. */
function removeOrphans() {
  for (const folder of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${name}(\\d+)-`).exec(folder)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(tmpdir(), folder), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    // Somebody else's process is alive, too.
    return fault.code === 'EPERM';
  }
}
