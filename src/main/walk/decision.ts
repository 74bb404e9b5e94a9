/** The walk through one decision: what its form proposes and refuses, the answers, other answers, and what follows from them. */
import type { Locator } from 'playwright-core';
import { asks, playUntil } from './meanwhile.js';
import { openVisitor, type WalkSetting } from './scenes.js';
import type { Visitor } from './visitor.js';

const decision = 'mail-gap';
const dependant = 'mx-parked';

export async function walkTheDecision(around: WalkSetting): Promise<void> {
  const scene = new Decision(around, await openVisitor(around.browser));
  await scene.untilItAsks();
  await scene.proposes();
  await scene.refuses();
  await scene.answers();
  await scene.untilSomethingStandsOnIt();
  await scene.answersAgain();
  await scene.follows();
}

class Decision {
  constructor(
    private readonly around: WalkSetting,
    private readonly visitor: Visitor,
  ) {}

  private cardOf(stepId: string): Locator {
    return this.visitor.cards(`${stepId} · `).last();
  }

  private async picture(name: string, what: () => Locator): Promise<void> {
    const toView = async (): Promise<void> => this.visitor.show(what());
    await this.around.camera.take(this.visitor.page, name, { toView });
    this.around.say(name);
  }

  async untilItAsks(): Promise<void> {
    const { around, visitor } = this;
    await playUntil({ url: around.url, leave: [decision] }, asks(decision));
    await visitor.enter(around.url, 'anna');
    await visitor.lookAround();
  }

  async proposes(): Promise<void> {
    const card = this.cardOf(decision);
    await this.visitor.see(card, 'Save the answers', 'goes to', 'mail.protection.outlook.com');
    await this.picture('a-form-that-proposes', () => this.cardOf(decision));
  }

  /** Senders shall queue, and nobody said where they find nobody. */
  async refuses(): Promise<void> {
    const { visitor } = this;
    await visitor.choose(this.cardOf(decision), 'Senders queue');
    await visitor.press(this.cardOf(decision), 'Save the answers');
    await visitor.until('the refusal across two fields', async () =>
      (await visitor.page.locator('body').innerText()).includes('Fill in “MX host for the night”'),
    );
    await this.around.camera.take(visitor.page, 'refused-across-two-fields', { only: ['light'] });
  }

  async answers(): Promise<void> {
    const { visitor } = this;
    await visitor.choose(this.cardOf(decision), 'Senders queue');
    await visitor.fill(this.cardOf(decision), 'MX host for the night', 'mx.parking.example');
    await visitor.press(this.cardOf(decision), 'Save the answers');
    await visitor.see(this.cardOf(decision), 'decided', 'mx.parking.example', 'Answer again');
    await this.picture('decided', () => this.cardOf(decision));
  }

  async untilSomethingStandsOnIt(): Promise<void> {
    const { around, visitor } = this;
    await playUntil({ url: around.url, leave: [decision, dependant] }, asks(dependant));
    await visitor.see(this.cardOf(dependant), 'mx.parking.example');
    await this.picture('what-stands-on-it', () => this.cardOf(dependant));
  }

  async answersAgain(): Promise<void> {
    const { visitor } = this;
    await visitor.press(this.cardOf(decision), 'Answer again');
    await visitor.see(this.cardOf(decision), 'hold until then', 'Save the answers', 'goes to');
    await this.picture('asked-again', () => this.cardOf(decision));
    await visitor.fill(this.cardOf(decision), 'MX host for the night', 'parked.dns-host.example');
    await visitor.press(this.cardOf(decision), 'Save the answers');
    await visitor.see(this.cardOf(decision), 'decided', 'parked.dns-host.example');
    await this.picture('decided-anew', () => this.cardOf(decision));
  }

  async follows(): Promise<void> {
    const { visitor } = this;
    await visitor.see(this.cardOf(dependant), 'parked.dns-host.example');
    await visitor.seeNo(this.cardOf(dependant), 'mx.parking.example');
    await this.picture('its-dependant-is-asked-anew', () => this.cardOf(dependant));
    await visitor.say('@Changeover /log');
    await visitor.see(visitor.cards('Log of decisions').last(), 'mx.parking.example → parked.dns-host.example');
    await this.picture('both-answers-in-the-log', () => visitor.cards('Log of decisions').last());
  }
}
