/** Somebody at the room's page: reads it, types, presses, and becomes other people. Everything goes through what is on the screen. */
import type { Locator, Page } from 'playwright-core';

/** A promise of the walk that the page did not keep. */
export class Broken extends Error {}

const patience = 45_000;

export class Visitor {
  constructor(readonly page: Page) {}

  async enter(url: string, as: string): Promise<void> {
    await this.page.goto(`${url}/?as=${as}`);
    await this.page.locator('.people summary').waitFor({ timeout: patience });
  }

  /** A telephone out of reach: it shows what was there when it was last in reach, and can still send. */
  async withoutNews(url: string, as: string): Promise<void> {
    const answer = await fetch(`${url}/room/state?as=${as}`);
    const body = `event: state\ndata: ${await answer.text()}\n\n`;
    await this.page.route('**/room/events*', (route) => route.fulfill({ contentType: 'text/event-stream', body }));
  }

  /** Closes the greeting of a first visit. */
  async lookAround(): Promise<void> {
    await this.page.locator('dialog.welcome .button.primary').click();
  }

  async become(name: string): Promise<void> {
    await this.page.locator('.people > summary').click();
    await this.page.locator('.people-menu .person', { hasText: name }).click();
    await this.page.locator('.people > summary', { hasText: name }).waitFor({ timeout: patience });
  }

  async speak(language: 'EN' | 'RU'): Promise<void> {
    const button = this.page.locator('button.language');
    if ((await button.textContent()) === language) await button.click();
  }

  async goTo(place: 'channel' | 'personal' | 'world'): Promise<void> {
    const width = this.page.viewportSize()?.width ?? 0;
    const at = ['channel', 'personal', 'world'].indexOf(place);
    if (width < 900) await this.page.locator('.tabs button').nth(at).click();
    else if (place !== 'world') await this.page.locator('.rail .place').nth(at).click();
  }

  /** Types into the box at the bottom; `@Name` picks from the list that opens, as a person does. */
  async type(text: string, box: Locator = this.page.locator('#below textarea')): Promise<void> {
    await box.click();
    for (const part of text.split(/(@(?:Changeover|\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+))/u)) {
      await box.pressSequentially(part.trimStart());
      if (!part.startsWith('@')) continue;
      await this.page.locator('.mentions:not([hidden]) li').first().waitFor({ timeout: patience });
      await box.press('Enter');
    }
  }

  async say(text: string): Promise<void> {
    await this.type(text);
    await this.page.locator('#below textarea').press('Enter');
    await this.until(`"${text}" is sent`, async () => (await this.page.locator('#below textarea').inputValue()) === '');
  }

  /** Card messages whose foot names the step, or whose head has these words; the newest last. */
  cards(words: string | RegExp): Locator {
    return this.page.locator('article.message', { has: this.page.locator('.card', { hasText: words }) });
  }

  /** Replies folded away are opened first, as a person who looks for a card does. */
  async unfold(): Promise<void> {
    for (const button of await this.page.locator('button.earlier[aria-expanded="false"]').all()) {
      await button.click({ timeout: 1_000 }).catch(() => undefined);
    }
  }

  async show(what: Locator): Promise<void> {
    await this.unfold();
    await what.waitFor({ state: 'attached', timeout: patience });
    await what.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await this.page.waitForTimeout(50);
  }

  async press(card: Locator, button: string | RegExp): Promise<void> {
    const found = card.locator('button.ac-pushButton', { hasText: button });
    await this.until(`the button ${button}`, async () => {
      await this.unfold();
      return (await found.count()) > 0 && (await found.first().isVisible());
    });
    await found.first().click();
  }

  async fill(card: Locator, label: string | RegExp, value: string): Promise<void> {
    await card.getByLabel(label).fill(value);
  }

  async choose(card: Locator, option: string | RegExp): Promise<void> {
    await card.getByLabel(option).check();
  }

  /** The text of the card has every one of these, in whatever version it is shown. */
  async see(card: Locator, ...wanted: readonly (string | RegExp)[]): Promise<void> {
    for (const words of wanted) {
      await this.until(`"${words}" on the card`, async () => {
        await this.unfold();
        const texts = await card.allInnerTexts();
        return texts.some((text) => (typeof words === 'string' ? text.includes(words) : words.test(text)));
      });
    }
  }

  async seeNo(card: Locator, words: string | RegExp): Promise<void> {
    const texts = await card.allInnerTexts();
    if (texts.some((text) => (typeof words === 'string' ? text.includes(words) : words.test(text)))) {
      throw new Broken(`"${words}" is on the card and must not be:\n${texts.join('\n---\n')}`);
    }
  }

  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + patience;
    while (!(await holds())) {
      if (Date.now() > deadline) {
        const posts = await this.page.locator('#posts').innerText();
        throw new Broken(
          `Waited ${patience / 1000} s in vain for ${what}. The end of the page:\n${posts.slice(-2_500)}`,
        );
      }
      await this.page.waitForTimeout(60);
    }
  }
}
