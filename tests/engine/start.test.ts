import type { Lang } from '../../src/contract/step.js';
import type { Outcome } from '../../src/errors.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { House, actor, personToAssign, step } from './support/house.js';

failOnMissingWords();

/** 30 November, 08:00 UTC by the clock of the house. */
describe('the start and its T', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('cutover-date', { kind: 'gate', risk: 'gate', roles: ['project-manager', 'source-admin'] }),
        step('backup', { window: { from: -72, until: -48 }, roles: ['dns-admin'] }),
      ],
      forms: {
        'cutover-date': [
          { id: 'cutoverDate', kind: 'date', required: true },
          { id: 'cutoverTime', kind: 'time', required: true },
        ],
      },
    });
  });
  afterAll(() => house.pullDown());

  const begin = (cutoverAt: string | null) =>
    house.engine.commands.begin(actor('anna'), { starter: personToAssign('anna'), cutoverAt });
  const said = (outcome: Outcome<null>, lang: Lang): string =>
    outcome.ok ? '' : createViews().refusalText(outcome.refusal, lang);

  it('a T that has passed by the clock of the migration starts nothing, and the sentence says what to do', async () => {
    const late = await begin('2026-11-20T18:00:00.000Z');
    expect(late).toMatchObject({ refusal: { code: 'start.past', facts: { cutover: '2026-11-20 18:00' } } });
    expect(said(late, 'en')).toMatch(/2026-11-20 18:00 UTC has passed, it is 2026-11-30 08:0\d UTC now\. Give a date/);
    expect(said(late, 'ru')).toMatch(/2026-11-20 18:00 UTC уже прошло, сейчас 2026-11-30 08:0\d UTC\. Укажите дату/);
    expect((await begin('2026-11-30T08:00:00.000Z')).ok).toBe(false);
    expect((await house.engine.queries.status()).state).toBe('not-started');
  });

  it('a T that is half an hour away is taken', async () => {
    expect((await begin('2026-11-30T08:30:00.000Z')).ok).toBe(true);
    const status = await house.engine.queries.status();
    expect(status.cutoverAt).toBe('2026-11-30T08:30:00.000Z');
    // Whoever started reads at once that it is too early, and what would do.
    expect(status.leadTimes).toMatchObject({
      late: ['backup'],
      earliest: expect.stringMatching(/^2026-12-02T08:0/) as unknown,
    });
  });

  it('a second start says where T is changed, while it is asked and once it is agreed', async () => {
    const { id: attemptId } = await house.reach('cutover-date', 'asking');
    const open = await begin('2026-12-24T18:00:00.000Z');
    expect(said(open, 'en')).toContain('under way already');
    expect(said(open, 'en')).toContain('T is agreed in step 46, which asks now');
    expect(said(open, 'ru')).toContain('T согласуют в шаге 46, и он как раз ждёт ответа');

    const answers = { cutoverDate: '2026-12-12', cutoverTime: '18:00' };
    await house.engine.commands.assign(actor('anna'), { role: 'source-admin', person: personToAssign('irina') });
    await house.engine.commands.answer(actor('anna'), { attemptId, answers });
    await house.engine.commands.vote(actor('irina'), { attemptId, vote: 'go' });
    await house.reach('cutover-date', 'done');
    const agreed = await begin('2026-12-24T18:00:00.000Z');
    expect(said(agreed, 'en')).toContain('T was agreed in step 46 and stays');
    expect(said(agreed, 'ru')).toContain('T согласовано в шаге 46 и больше не меняется');
    const { cutoverAt, leadTimes } = await house.engine.queries.status();
    // The card of what was agreed says so from then on.
    expect({ cutoverAt, leadTimes }).toEqual({ cutoverAt: '2026-12-12T18:00:00.000Z', leadTimes: undefined });
  });
});
