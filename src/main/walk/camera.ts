/** Takes every moment of the walk three times: light, dark, and on a phone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

export const wide = { width: 1366, height: 900 };
const phone = { width: 360, height: 780 };

export interface Shot {
  /** Brings what the picture is about into view; called anew for each picture, because the page is drawn anew. */
  readonly toView?: () => Promise<void>;
  readonly only?: readonly ('light' | 'dark' | 'narrow')[];
}

export class Camera {
  readonly pictures: string[] = [];

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  async take(page: Page, name: string, { toView, only = ['light', 'dark', 'narrow'] }: Shot = {}): Promise<void> {
    const number = `${new Set(this.pictures.map((file) => file.slice(0, 2))).size + 1}`.padStart(2, '0');
    for (const look of only) {
      await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' });
      await page.setViewportSize(look === 'narrow' ? phone : wide);
      await toView?.();
      await expectNothingCutOff(page, `${name}, ${look}`);
      const file = `${number}-${name}-${look}.png`;
      await page.screenshot({ path: join(this.folder, file) });
      this.pictures.push(file);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(wide);
  }

  /** One element by itself, light, without what stands around it. */
  async crop(name: string, what: Locator, toView: () => Promise<void>): Promise<void> {
    await toView();
    await expectNothingCutOff(what.page(), name);
    const file = `${name}.png`;
    await what.screenshot({ path: join(this.folder, file), animations: 'disabled' });
    this.pictures.push(file);
  }
}

/** A page that must be pushed sideways, or a card wider than its place, is broken whatever it says. */
async function expectNothingCutOff(page: Page, where: string): Promise<void> {
  const wider = await page
    .locator(':root, .posts, .card, .world')
    .evaluateAll((elements) =>
      elements
        .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
        .map((element) => `${element.tagName} ${element.className}: ${element.scrollWidth} in ${element.clientWidth}`),
    );
  if (wider.length > 0) throw new Error(`${where}: wider than its place: ${wider.join('; ')}`);
}
