/** The walk through the night: what holds the domain, the hours of the cutover, the release, and the first steps of the way back. */
import type { Locator } from 'playwright-core';
import { runbook } from '../../runbook/index.js';
import { wide } from './camera.js';
import { asks, playUntil, stands } from './meanwhile.js';
import { openVisitor, type WalkSetting } from './scenes.js';
import { SourceTenant } from './source-tenant.js';
import type { Visitor } from './visitor.js';
import { Portals } from '../../rehearsal/people/portals.js';
import type { VisibleCard } from '../../rehearsal/people/room-client.js';

const wayBack = runbook.filter(({ phase }) => phase === 'back-out').map(({ id }) => id);
/** Virtual seconds: long enough to look at it, and over soon where nobody looks. */
const slowRelease = 3_600;
const quickRelease = 300;
/** The evening that the scripted people agree on; the clock goes on to half an hour before it. */
const shortlyBeforeT = '2026-12-14T19:30:00Z';

export async function walkTheNight(around: WalkSetting): Promise<void> {
  const night = new Night(around, await openVisitor(around.browser));
  await night.enter();
  await night.blockers();
  await night.domainProof();
  await night.board();
  await night.mxParked();
  await night.aliases();
  await night.removal();
  await night.release();
  await night.verified();
  await night.worldPanel();
  await night.turnedBack();
  await night.firstOfTheWayBack();
}

class Night {
  private readonly tenant: SourceTenant;
  private readonly told = new Set<string>();
  private readonly portals: Portals;

  constructor(
    private readonly around: WalkSetting,
    private readonly visitor: Visitor,
  ) {
    this.tenant = new SourceTenant(around.url);
    this.portals = new Portals(around.url);
  }

  private cardOf(stepId: string): Locator {
    return this.visitor.cards(`${stepId} · `).last();
  }

  private get boardOfTheNight(): Locator {
    return this.visitor.cards('Phase 4 · Cutover').first();
  }

  private async picture(name: string, what: () => Locator): Promise<void> {
    const toView = async (): Promise<void> => {
      // What calls the visitor elsewhere lies over the card for eight seconds.
      await this.visitor.page.locator('#toasts').evaluate((toasts) => toasts.replaceChildren());
      await this.visitor.show(what());
    };
    await this.around.camera.take(this.visitor.page, name, { toView });
    this.around.say(name);
  }

  private async playUntil(
    seen: (card: VisibleCard) => boolean,
    leave: readonly string[],
    turnedBack = false,
  ): Promise<void> {
    const { url, say } = this.around;
    // Every play reads the whole channel anew; what was told is not told again.
    const onVerified = (stepId: string, undone: boolean): void => {
      const line = `  ${undone ? '↩ ' : ''}${stepId}`;
      if (!this.told.has(line)) say(line);
      this.told.add(line);
    };
    await playUntil({ url, leave, turnedBack, wayBack, onVerified }, seen);
  }

  async enter(): Promise<void> {
    await this.visitor.enter(this.around.url, 'anna');
    await this.visitor.lookAround();
  }

  async blockers(): Promise<void> {
    const { visitor } = this;
    await this.playUntil(stands('domain-blockers', '▲'), ['domain-blockers']);
    await this.picture('blockers-step', () => this.cardOf('domain-blockers'));
    await visitor.say('@Changeover /blockers');
    const view = (): Locator => visitor.cards('not let go?').last();
    await visitor.see(view(), 'Deleted users', 'Applications');
    await this.picture('blockers', view);
    await view().locator('.ac-selectable', { hasText: 'Deleted users' }).click();
    await visitor.see(view(), 'for good');
    await this.picture('blockers-of-one-kind', view);
  }

  async domainProof(): Promise<void> {
    const { visitor } = this;
    const step = 'domain-proof-destination';
    await this.playUntil(stands(step, '◔'), [step]);
    await visitor.become('Dmitri Orlov');
    await visitor.see(this.cardOf(step), 'TXT');
    await this.picture('domain-proof', () => this.cardOf(step));
  }

  async board(): Promise<void> {
    const { visitor } = this;
    await this.playUntil(stands('go-no-go', '◔'), ['go-no-go']);
    await this.portals.advanceTo(shortlyBeforeT);
    await this.playUntil(asks('default-domain-source'), ['default-domain-source', 'mx-parked']);
    await visitor.become('Anna Lindqvist');
    await visitor.see(this.boardOfTheNight, 'Waiting', 'T ');
    await this.picture('board-of-the-night', () => this.boardOfTheNight);
  }

  /** A lead agrees, then whoever keeps the DNS has it to the letter. */
  async mxParked(): Promise<void> {
    const { visitor } = this;
    const step = 'mx-parked';
    await this.playUntil(stands(step, '◔'), [step]);
    await this.picture('mx-parked-asks-a-lead', () => this.cardOf(step));
    await visitor.press(this.cardOf(step), /Agree|Approve/);
    await visitor.become('Dmitri Orlov');
    await visitor.see(this.cardOf(step), 'MX', 'mx.parking.example');
    await this.picture('mx-parked', () => this.cardOf(step));
    await visitor.become('Anna Lindqvist');
  }

  async aliases(): Promise<void> {
    const { visitor } = this;
    const step = 'mailbox-aliases-removed';
    await this.playUntil(asks(step), [step]);
    await this.picture('aliases-asked', () => this.cardOf(step));
    await visitor.press(this.cardOf(step), 'See the plan');
    const plan = (): Locator => visitor.cards('Plan ·').last();
    await visitor.see(plan(), '@contoso.com');
    await this.picture('plan-of-the-aliases', plan);
    await visitor.press(plan(), 'Back to the step');
    await visitor.see(this.cardOf(step), 'Approve');
  }

  /** The line of the night: the domain is typed, and two companies agree. */
  async removal(): Promise<void> {
    const { visitor } = this;
    const step = 'remove-domain-source';
    await this.playUntil(asks(step), [step]);
    await visitor.become('Marcus Weber');
    await visitor.see(this.cardOf(step), 'contoso.com', 'Approve');
    await this.picture('removal-asked', () => this.cardOf(step));
    await this.tenant.letGoSlowly(slowRelease);
    await this.approveTyping(step);
    await visitor.become('Anna Lindqvist');
    await visitor.see(this.cardOf(step), 'Marcus Weber');
    await this.approveTyping(step);
  }

  private async approveTyping(step: string): Promise<void> {
    await this.visitor.fill(this.cardOf(step), /Type contoso\.com/, 'contoso.com');
    await this.visitor.press(this.cardOf(step), 'Approve');
  }

  async release(): Promise<void> {
    const { visitor } = this;
    const step = 'remove-domain-source';
    await visitor.see(this.cardOf(step), 'Meanwhile', 'Last look');
    await this.picture('release-watch', () => this.cardOf(step));
    await this.picture('board-during-the-release', () => this.boardOfTheNight);
    await this.tenant.letGoSlowly(quickRelease);
  }

  async verified(): Promise<void> {
    const step = 'verify-domain-destination';
    await this.playUntil(stands('remove-domain-source', '✓'), []);
    await this.picture('let-go', () => this.cardOf('remove-domain-source'));
    await this.playUntil(stands(step, '✓'), []);
    await this.picture('claimed', () => this.cardOf(step));
  }

  async worldPanel(): Promise<void> {
    const { visitor } = this;
    const toView = async (): Promise<void> => {
      await visitor.goTo('world');
      await visitor.page.locator('#world').evaluate((element) => element.scrollTo({ top: 0 }));
    };
    await this.around.camera.take(visitor.page, 'world-after-the-claim', { toView });
    await visitor.page.setViewportSize({ width: 360, height: 780 });
    await visitor.goTo('channel');
    await visitor.page.setViewportSize(wide);
  }

  async turnedBack(): Promise<void> {
    const { visitor } = this;
    await visitor.say('@Changeover /backout mail does not arrive');
    const decision = (): Locator => this.cardOf('back-out-decision');
    await visitor.see(decision(), 'Turn back?', 'No, because');
    await this.picture('turn-back-asked', decision);
  }

  async firstOfTheWayBack(): Promise<void> {
    const step = 'add-domain-source';
    await this.playUntil(stands(step, '◔'), [step], true);
    await this.picture('way-back-asks', () => this.cardOf(step));
    await this.picture('removal-being-undone', () => this.cardOf('remove-domain-source'));
  }
}
