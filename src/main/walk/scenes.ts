/** The walk: one evening in the room, moment by moment. A promise that is not kept ends it. */
import type { Browser, Locator } from 'playwright-core';
import { wide, type Camera } from './camera.js';
import { asks, playUntil, stands } from './meanwhile.js';
import { SourceTenant } from './source-tenant.js';
import { Broken, Visitor } from './visitor.js';

const step = 'upn-to-initial-domain';
const foot = `${step} · `;

export interface WalkSetting {
  readonly browser: Browser;
  readonly url: string;
  readonly camera: Camera;
  readonly say: (line: string) => void;
}

export async function walk(around: WalkSetting): Promise<void> {
  const room = new Evening(around, await openVisitor(around.browser));
  await room.start();
  await room.roles();
  await room.untilItAsks();
  await room.status();
  await room.firstApproval();
  await room.voided();
  await room.approvedAnew();
  await room.stoppedAndGoneOn();
  await room.worldPanel();
  await room.turnedBack();
  await room.afterwards();
}

export async function openVisitor(browser: Browser): Promise<Visitor> {
  const context = await browser.newContext({ viewport: wide, colorScheme: 'light', locale: 'en-GB' });
  const page = await context.newPage();
  page.on('pageerror', (fault) => process.stderr.write(`the page: ${fault.message}\n`));
  return new Visitor(page);
}

const movingNames = (names: ReadonlyMap<string, string>): readonly string[] =>
  [...names.values()].filter((name) => /@contoso(-retail)?\.com$/i.test(name));

class Evening {
  private readonly tenant: SourceTenant;
  private before: ReadonlyMap<string, string> = new Map();
  private planned = 0;

  constructor(
    private readonly around: WalkSetting,
    private readonly visitor: Visitor,
  ) {
    this.tenant = new SourceTenant(around.url);
  }

  private get card(): Locator {
    return this.visitor.cards(foot).last();
  }

  private async picture(name: string, what?: Locator | (() => Locator)): Promise<void> {
    const toView = async (): Promise<void> => {
      if (what !== undefined) await this.visitor.show(typeof what === 'function' ? what() : what);
    };
    await this.around.camera.take(this.visitor.page, name, { toView });
    this.around.say(name);
  }

  async start(): Promise<void> {
    const { visitor, around } = this;
    await visitor.enter(around.url, 'anna');
    await visitor.page.locator('dialog.welcome').waitFor();
    await this.picture('first-visit');
    await visitor.lookAround();
    const welcome = visitor.cards('moving contoso.com').first();
    await visitor.fill(welcome, /date in UTC/, '2026-12-14');
    await visitor.fill(welcome, /Time in UTC/, '20:00');
    // Another theme, another width: what is typed stays.
    await this.picture('welcome', welcome);
    await visitor.press(welcome, 'Start the migration');
    await visitor.see(welcome, 'under way', '14 Dec 2026', 'Nobody yet: business owner');
    await this.picture('started', welcome);
  }

  async roles(): Promise<void> {
    const { visitor } = this;
    await visitor.say('@Changeover /assign source admin');
    const refused = visitor.cards('That did not happen').last();
    await visitor.see(refused, 'Nothing was assigned', '/assign dns-admin @Dmitri');
    await this.picture('assign-without-a-name', refused);
    await visitor.say('@Changeover /asign source-admin @Irina Sokolova');
    await visitor.see(visitor.cards('That did not happen').last(), '/assign');
    await this.picture('mistyped-command', visitor.cards('That did not happen').last());
    for (const role of ['source-admin', 'onprem exchange admin']) {
      await visitor.say(`@Changeover /assign ${role} @Irina Sokolova`);
    }
    const roles = visitor.cards('Who does what').last();
    await visitor.see(roles, 'Irina Sokolova', '6 roles are still empty');
    await this.picture('roles-begun', roles);
  }

  async untilItAsks(): Promise<void> {
    const { around } = this;
    const told = new Set<string>();
    const onVerified = (stepId: string): void => {
      if (!told.has(stepId)) around.say(`  ${stepId}`);
      told.add(stepId);
    };
    await playUntil({ url: around.url, leave: [step], onVerified }, asks(step));
    // Nothing else of the night waits for anybody, or for what resolvers still remember.
    await playUntil({ url: around.url, leave: [step], onVerified }, stands('mx-parked', '✓'));
    // Whoever had an account in the way has settled it by hand before.
    this.before = await this.tenant.signInNames();
  }

  async status(): Promise<void> {
    const { visitor } = this;
    await visitor.say('@Changeover /status');
    const status = visitor.cards('Status · contoso.com').last();
    await visitor.see(status, 'We are in Phase 4 · Cutover', '7 of 29', 'Sign-in names to the initial domain', 'Irina');
    await visitor.seeNo(status, 'still empty');
    await this.picture('status', status);
    await visitor.say('@Changeover /roles');
    await visitor.see(visitor.cards('Who does what').last(), 'every role is held');
    await visitor.goTo('personal');
    await visitor.say('/next');
    await visitor.see(visitor.cards('What is next for you').last(), 'Sign-in names to the initial domain');
    await this.picture('next-in-the-chat', visitor.cards('What is next for you').last());
    await visitor.goTo('channel');
  }

  /** Irina reads Russian, approves, and presses again on a telephone that had no signal meanwhile. */
  async firstApproval(): Promise<void> {
    const { visitor, around } = this;
    await visitor.become('Tomas Novak');
    await visitor.see(this.card, 'Irina Sokolova');
    await visitor.seeNo(this.card.locator('.card'), 'Approve');
    await this.picture('nothing-for-the-tester', () => this.card);

    await visitor.become('Irina Sokolova');
    await visitor.speak('RU');
    await visitor.see(this.card, 'Одобрить', 'только вы', 'С этого момента');
    await this.picture('asked-in-russian', () => this.card);
    const plan = visitor.cards('План ·').last();
    await visitor.press(this.card, 'Посмотреть план');
    await visitor.see(plan, 'contosogroup.onmicrosoft.com');
    await this.picture('plan-in-russian', plan);
    await visitor.press(plan, 'Вернуться к шагу');
    await visitor.see(this.card, /Одобрить \d+/);
    this.planned = Number(/Одобрить (\d+)/.exec(await this.card.innerText())?.[1]);

    const telephone = await openVisitor(around.browser);
    await telephone.withoutNews(around.url, 'irina');
    await telephone.enter(around.url, 'irina');
    await telephone.lookAround();
    await telephone.see(telephone.cards(foot).last(), 'Одобрить');
    await telephone.show(telephone.cards(foot).last());

    await visitor.press(this.card, 'Одобрить');
    await visitor.see(this.card, 'Needs one more approval', 'Anna Lindqvist, Sergei Volkov', /Irina Sokolova \d/);
    await visitor.seeNo(this.card.locator('.card'), /Одобрить \d/);
    await this.picture('needs-a-second-person', () => this.card);
    await visitor.press(this.card, 'Show my buttons');
    await visitor.see(this.card, 'Вы одобрили в', 'Anna Lindqvist');
    await this.picture('irina-asks-for-her-buttons', () => this.card);

    await telephone.press(telephone.cards(foot).last(), 'Одобрить');
    await telephone.until('the refusal of the same person', async () =>
      /уже одобрили/.test(await telephone.page.locator('body').innerText()),
    );
    await around.camera.take(telephone.page, 'same-person-refused', { only: ['light'] });
    await telephone.page.context().close();
    await visitor.speak('EN');
  }

  /** Between the two approvals somebody at the portal gives one user another name, and moves another one by hand. */
  async voided(): Promise<void> {
    const { visitor } = this;
    const [married, moved] = [...this.before].filter(([, name]) => /^[a-z]+\.[a-z]+@contoso-retail\.com$/.test(name));
    if (married === undefined || moved === undefined) throw new Error('Nobody is there to be renamed.');
    await this.tenant.rename(married[0], 'renamed.meanwhile@contoso.com');
    await this.tenant.rename(moved[0], 'moved.by.hand@contosogroup.onmicrosoft.com');
    await visitor.become('Anna Lindqvist');
    await visitor.see(this.card, `Approve ${this.planned} changes`, 'Irina Sokolova');
    await this.picture('asks-a-second-person', () => this.card);
    await visitor.press(this.card, `Approve ${this.planned} changes`);
    const voided = visitor.cards('no longer what was approved').last();
    await visitor.see(voided, 'Nothing was changed');
    await this.picture('voided', () => visitor.cards('no longer what was approved').last());
    await this.expectNames(
      'nothing is written by a voided approval',
      (now) => [...this.before].filter(([id, name]) => now.get(id) !== name).length === 2,
    );
  }

  async approvedAnew(): Promise<void> {
    const { visitor } = this;
    await visitor.become('Sergei Volkov');
    await visitor.speak('RU');
    await visitor.see(this.card, `Одобрить новый план (${this.plannedAnew})`, 'Пропали');
    await this.picture('new-plan-in-russian', () => this.card);
    await visitor.press(this.card, 'Одобрить новый план');
    await visitor.see(this.card, 'Needs one more approval');
    await visitor.speak('EN');
    await visitor.become('Marcus Weber');
    await visitor.see(this.card, `Approve the new plan (${this.plannedAnew})`);
    await this.tenant.holdWrites(15_000);
    await visitor.press(this.card, 'Approve the new plan');
    await visitor.see(this.card, new RegExp(`[1-9]\\d* of ${this.plannedAnew}`));
    await this.picture('progress', () => this.card);
  }

  /** Anybody stops; the same person alone cannot let it go on. */
  async stoppedAndGoneOn(): Promise<void> {
    const { visitor } = this;
    await visitor.become('Tomas Novak');
    await visitor.say('@Changeover /stop the test accounts look wrong');
    const stop = (): Locator => visitor.cards('All writes are stopped').last();
    await visitor.see(stop(), 'Tomas Novak', 'the test accounts look wrong');
    await visitor.see(this.card, 'Stopped before the next object');
    await this.picture('stopped', stop);
    await visitor.say('@Changeover /resume');
    await visitor.see(stop(), 'One more person');
    await visitor.say('@Changeover /resume');
    await visitor.see(visitor.cards('That did not happen').last(), 'lifting takes two people');
    await this.picture('one-person-cannot-resume', visitor.cards('That did not happen').last());
    await visitor.become('Anna Lindqvist');
    await visitor.say('@Changeover /resume');
    await this.tenant.holdWrites(0);
    await visitor.see(this.card, `${this.plannedAnew} changed, 0 left`);
    await this.picture('verified', () => this.card);
    await this.expectNames(
      'every name is off the moving domains but those left out',
      (now) => movingNames(now).length === this.leftOut,
    );
  }

  async worldPanel(): Promise<void> {
    const { visitor } = this;
    const names = [...(await this.tenant.signInNames()).values()];
    const moved = names.filter((name) => name.toLowerCase().endsWith('@contosogroup.onmicrosoft.com')).length;
    await visitor.until(`${moved} users on the initial domain in the world panel`, async () =>
      new RegExp(`onmicrosoft\\.com\\s+${moved}`).test(await visitor.page.locator('#world').innerText()),
    );
    const toView = async (): Promise<void> => {
      await visitor.goTo('world');
      await visitor.page.locator('#world').evaluate((element) => element.scrollTo({ top: 330 }));
    };
    await this.around.camera.take(visitor.page, 'world-panel', { toView });
    await visitor.page.setViewportSize({ width: 360, height: 780 });
    await visitor.goTo('channel');
    await visitor.page.setViewportSize(wide);
  }

  async turnedBack(): Promise<void> {
    const { visitor, around } = this;
    await visitor.say('@Changeover /backout the registrar is down');
    const decision = (): Locator => visitor.cards('back-out-decision · ').last();
    await visitor.see(decision(), 'Turn back?', 'No, because');
    await this.picture('back-out-asked', decision);
    await playUntil(
      { url: around.url, leave: [step], turnedBack: true, onVerified: (id) => around.say(`  ↩ ${id}`) },
      asks(step, true),
    );
    await visitor.see(this.card, '↩', `Approve undoing ${this.plannedAnew}`);
    await this.picture('back-out-asks', () => this.card);
    await visitor.press(this.card, 'Approve');
    await visitor.become('Irina Sokolova');
    await visitor.speak('RU');
    await visitor.see(this.card, 'Одобрить');
    await this.picture('back-out-asks-in-russian', () => this.card);
    await visitor.press(this.card, 'Одобрить');
    await visitor.see(this.card, /✓ (undone|отменено)/);
    await this.picture('restored-in-russian', () => this.card);
    await visitor.speak('EN');
    await visitor.become('Anna Lindqvist');
    await visitor.see(this.card, `${this.plannedAnew} put back, 0 left`);
    await this.picture('restored', () => this.card);
    await this.expectNames(
      'every name is what it was, but for the two changed at the portal',
      (now) => [...this.before].filter(([id, name]) => now.get(id) !== name).length === 2,
    );
  }

  /** What a tired person does when all is over. */
  async afterwards(): Promise<void> {
    const { visitor } = this;
    await visitor.say('@Changeover /status');
    await this.picture('status-after-the-way-back', visitor.cards('Status · contoso.com').last());
    await visitor.say('@Changeover /log');
    await visitor.see(visitor.cards('Log of decisions').last(), 'the chain is whole');
    await this.picture('log', visitor.cards('Log of decisions').last());
    await visitor.say('@Changeover /help');
    await visitor.see(visitor.cards('What you can type').last(), '/backout');
    await this.picture('help', visitor.cards('What you can type').last());
  }

  /** One fewer than before: somebody has moved one of them by hand. */
  private get plannedAnew(): number {
    return this.planned - 1;
  }

  private get leftOut(): number {
    return movingNames(this.before).length - this.planned;
  }

  private async expectNames(promise: string, holds: (now: ReadonlyMap<string, string>) => boolean): Promise<void> {
    const now = await this.tenant.signInNames();
    if (!holds(now)) {
      const moved = [...this.before].filter(([id, name]) => now.get(id) !== name);
      throw new Broken(`Not so: ${promise}. Names that differ: ${moved.length} of ${now.size}.`);
    }
  }
}
