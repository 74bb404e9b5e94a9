/** The walk for the README: three cards as people see them, cropped to the card. */
import type { Locator } from 'playwright-core';
import { asks, playUntil, stands } from './meanwhile.js';
import { openVisitor, type WalkSetting } from './scenes.js';
import type { Visitor } from './visitor.js';

const approved = 'upn-to-initial-domain';
const halted = 'domain-blockers';

export async function walkTheCards(around: WalkSetting): Promise<void> {
  const { url, camera, say } = around;
  const visitor = await openVisitor(around.browser);
  await visitor.enter(url, 'anna');
  await visitor.lookAround();
  const take = async (name: string, message: Locator): Promise<void> => {
    const card = message.locator('.card').first();
    await camera.crop(name, card, () => ready(visitor, card));
    say(name);
  };

  await playUntil({ url, leave: [halted] }, stands(halted, '▲'));
  await visitor.become('Marcus Weber');
  await visitor.see(visitor.cards(`${halted} · `).last(), 'Accept with a note');
  await take('halt', visitor.cards(`${halted} · `).last());

  await playUntil({ url, leave: [approved] }, asks(approved));
  await visitor.become('Anna Lindqvist');
  await visitor.see(visitor.cards(`${approved} · `).last(), /Approve \d+ changes/);
  await take('approval', visitor.cards(`${approved} · `).last());

  await visitor.say('@Changeover /status');
  await visitor.see(visitor.cards('Status · ').last(), 'We are in Phase 4');
  await take('status', visitor.cards('Status · ').last());
}

/** Nothing lies over the card, and it is the form that its reader gets. */
async function ready(visitor: Visitor, card: Locator): Promise<void> {
  await visitor.page.locator('#toasts').evaluate((toasts) => toasts.replaceChildren());
  await visitor.show(card);
}
