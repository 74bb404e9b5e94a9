/**
 * `npm run walk`: a person's evening in the rehearsal room, through a browser, with pictures of every moment in light, dark and on a
 * phone; with `--night`, the night on which the domain changes hands; with `--decision`, a decision that is answered twice; with `--cards`, the
 * three cards of the README. Ends with 0 only if the page kept every promise on the way.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generatedMailboxes } from '../config.js';
import { argumentsOf, orEnd } from './command-line/arguments.js';
import { startBot } from './rehearsal/bot-process.js';
import { Camera } from './walk/camera.js';
import { NoBrowser, openChromium } from './walk/chromium.js';
import { walkTheCards } from './walk/cards.js';
import { walkTheDecision } from './walk/decision.js';
import { walkTheNight } from './walk/night.js';
import { walk } from './walk/scenes.js';
import { Broken } from './walk/visitor.js';

const given = argumentsOf('walk', {
  chromium: { type: 'string', default: '/usr/bin/chromium' },
  /** Emptied first. */
  pictures: { type: 'string' },
  night: { type: 'boolean', default: false },
  decision: { type: 'boolean', default: false },
  cards: { type: 'boolean', default: false },
  mailboxes: { type: 'string' },
  seed: { type: 'string', default: '1' },
});
const { values } = given;
const asked = orEnd(() => ({
  mailboxes:
    values.mailboxes === undefined
      ? values.night || values.decision || values.cards
        ? 40
        : 120
      : given.whole('mailboxes', generatedMailboxes.from, generatedMailboxes.to),
  seed: given.whole('seed', 0, 2 ** 31 - 1),
}));

async function main(): Promise<number> {
  const browser = await openChromium(values.chromium);
  const dataDir = mkdtempSync(join(tmpdir(), 'changeover-walk-'));
  const folder = resolve(values.pictures ?? (values.cards ? 'cards/pictures' : 'walk-pictures'));
  rmSync(folder, { recursive: true, force: true });
  const camera = new Camera(folder);
  let status = 0;
  try {
    const bot = await startBot({
      dataDir,
      environment: {
        REHEARSAL_MAILBOXES: `${asked.mailboxes}`,
        REHEARSAL_SEED: `${asked.seed}`,
        REHEARSAL_RATE: '60',
      },
    });
    try {
      const scenes = values.cards
        ? walkTheCards
        : values.decision
          ? walkTheDecision
          : values.night
            ? walkTheNight
            : walk;
      await scenes({ browser, url: bot.url, camera, say: (line) => process.stdout.write(`${line}\n`) });
    } catch (fault) {
      status = 1;
      process.stderr.write(`${fault instanceof Broken ? fault.message : ((fault as Error).stack ?? String(fault))}\n`);
      for (const context of browser.contexts()) {
        for (const page of context.pages()) await camera.take(page, 'where-it-broke', { only: ['light'] });
      }
    } finally {
      await bot.stop();
    }
  } finally {
    await browser.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
  process.stdout.write(`\nPictures in ${folder}:\n${camera.pictures.join('\n')}\n`);
  return status;
}

main().then(
  (status) => process.exit(status),
  (fault: unknown) => {
    process.stderr.write(`${fault instanceof NoBrowser ? fault.message : ((fault as Error).stack ?? String(fault))}\n`);
    process.exit(1);
  },
);
