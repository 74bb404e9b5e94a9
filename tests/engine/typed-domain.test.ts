import { domainToType, isTyped } from '../../src/contract/typed-domain.js';
import type { Lang } from '../../src/contract/step.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, change, renaming } from './support/tenant.js';

failOnMissingWords();
const moving = ['contoso.com', 'contoso-retail.com', 'contoso.de'];
const ofDomain = (name: string) => ({
  ...change(name, 'here', 'gone'),
  object: { kind: 'domain', id: name, label: name },
});

it('the domain to type is the first moving one that the plan is about, and the first of all where no domain is planned', () => {
  expect(domainToType(moving, [ofDomain('contoso.de'), ofDomain('contoso-retail.com')])).toBe('contoso-retail.com');
  expect(domainToType(moving, [change('a', 'old', 'new')])).toBe('contoso.com');
  expect(domainToType(moving, [])).toBe('contoso.com');
});

it('blanks and capitals do not matter in what is typed, everything else does', () => {
  expect(isTyped(' Contoso.COM ', 'contoso.com')).toBe(true);
  for (const typed of ['', 'contoso', 'contoso.com.', 'contoso-retail.com', 'contoso.com, contoso-retail.com'])
    expect(isTyped(typed, 'contoso.com')).toBe(false);
});

describe('approving a final step of several domains', () => {
  let house: House;
  const tenant = new FakeTenant(['contoso-retail.com', 'contoso.de'], 'here');

  beforeAll(async () => {
    house = await House.build({
      movingDomains: moving,
      runbook: [step('final', { kind: 'change', risk: 'final', action: 'final' })],
      actions: {
        final: renaming(tenant, 'gone', {
          plan: () =>
            Promise.resolve({
              changes: [...tenant.values.keys()].map(ofDomain),
              blockers: [],
              warnings: [],
              leftOut: [],
            }),
        }),
      },
    });
    await house.people({ irina: ['source-admin'] });
  });
  afterAll(() => house.pullDown());

  it('takes the domain that the card names and no other, and the refusal names only that one', async () => {
    const { id: attemptId, plan, ...attempt } = await house.reach('final', 'asking');
    const approve = (typedDomain?: string) =>
      house.engine.commands.approve(actor('irina'), {
        attemptId,
        planHash: plan?.hash ?? '',
        ...(typedDomain === undefined ? {} : { typedDomain }),
      });
    const said = (outcome: Awaited<ReturnType<typeof approve>>, lang: Lang): string =>
      outcome.ok ? '' : createViews().refusalText(outcome.refusal, lang);

    expect(attempt.approvals).toEqual([]);
    for (const wrong of [undefined, 'contoso.com', 'contoso.de']) {
      const refused = await approve(wrong);
      expect(refused).toMatchObject({ refusal: { code: 'final.domain-not-typed' } });
      for (const lang of ['en', 'ru'] as const) {
        expect(said(refused, lang)).toContain(': contoso-retail.com.');
        expect(said(refused, lang)).not.toMatch(/contoso\.(com|de)/);
      }
    }
    expect((await house.engine.queries.step('final'))?.attempt?.approvals).toEqual([]);
    expect(await approve(' Contoso-Retail.com ')).toEqual({ ok: true, value: null });
  });
});
