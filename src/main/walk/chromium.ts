/** The browser of the walk. Nothing but the walk needs one, so it is looked for only when the walk begins. */
import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** Why there is no browser, as a sentence for a person. */
export class NoBrowser extends Error {}

export async function openChromium(executablePath: string): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new NoBrowser(
      `The walk drives Chromium, and there is none at ${executablePath}. Say where it is: npm run walk -- --chromium /path/to/chromium`,
    );
  }
  const { chromium } = await import('playwright-core').catch(() => {
    throw new NoBrowser('The walk needs playwright-core, a development dependency: npm ci without --omit=dev.');
  });
  // Containers have no user namespaces to build the sandbox from; the only page it opens is our own on loopback.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--force-prefers-reduced-motion'] });
}
