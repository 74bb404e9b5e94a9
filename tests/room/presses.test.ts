import { createRequire } from 'node:module';
import type { AdaptiveCard, Container } from 'adaptivecards';
import { localeOfCard } from '../../src/rehearsal/room/page/card-language.js';
import { onPress } from '../../src/rehearsal/room/page/presses.js';

interface Renderer {
  readonly AdaptiveCard: new () => AdaptiveCard;
}

// The built renderer, as the page loads it; what the package offers to bundlers does not load in Node.
const renderer = createRequire(__filename)('adaptivecards/dist/adaptivecards.js') as Renderer;

test('Details is done by the card itself and never reaches the server; only Execute and Submit do', () => {
  const [sent, opened]: [{ type: string; verb?: string }[], string[]] = [[], []];
  const press = onPress({
    open: (url: string) => opened.push(url),
    send: (made: { type: string; verb?: string }) => sent.push(made),
  });
  const card = new renderer.AdaptiveCard();
  card.onExecuteAction = press;
  const actions = [
    { type: 'Action.ToggleVisibility', targetElements: ['details'] },
    { type: 'Action.OpenUrl', url: 'https://example.com/' },
    { type: 'Action.Execute', verb: 'approve' },
    { type: 'Action.Submit', data: { a: 1 } },
  ];
  const pressable = actions.map((selectAction, at) => ({ type: 'Container', id: `c${at}`, items: [], selectAction }));
  const details = { type: 'TextBlock', id: 'details', text: 'details', isVisible: false };
  card.parse({ type: 'AdaptiveCard', version: '1.5', body: [details, ...pressable] });
  for (const { id } of pressable) (card.getElementById(id) as Container | undefined)?.selectAction?.execute();
  press({ getJsonTypeName: () => 'Action.ShowCard', title: 'More' });

  expect(card.getElementById('details')?.isVisible).toBe(true);
  expect(opened).toEqual(['https://example.com/']);
  expect(sent.map(({ type, verb }) => [type, verb])).toEqual([
    ['Action.Execute', 'approve'],
    ['Action.Submit', undefined],
  ]);
});

test('a card is in its own language throughout: its dates are written in it, whatever the page is read in', () => {
  expect(localeOfCard({ lang: 'ru' }, 'en-GB')).toBe('ru-RU');
  expect(localeOfCard({ lang: 'en' }, 'ru-RU')).toBe('en-GB');
  expect(localeOfCard({}, 'ru-RU')).toBe('ru-RU');
});
