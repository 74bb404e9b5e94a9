/** The page's own elements in Microsoft's reader, without a browser: what each host makes of one card. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { textsOf } from '../../src/rehearsal/room/card-anatomy';
import { peopleInput } from '../../src/views/parts/inputs';

interface Item {
  getJsonTypeName(): string;
  json?: object;
  isDynamicTypeahead?(): boolean;
}
interface Reader {
  AdaptiveCard: new () => {
    hostConfig: object;
    parse(card: object, context: object): void;
    getItemCount(): number;
    getItemAt(at: number): Item;
  };
  SerializationContext: new () => { setElementRegistry(registry: object): void; eventCount: number };
}

// The package's main file needs a browser; its bundle does not.
const reader = createRequire(__filename)('adaptivecards/dist/adaptivecards.js') as Reader;
const page = readFileSync(resolve(__dirname, '../../src/rehearsal/room/page/elements.js'), 'utf8');
const { registryFor, hostConfigFrom } = runInNewContext(
  `${page.replace(/^export /gm, '')}; ({ registryFor, hostConfigFrom })`,
) as {
  registryFor: (cards: Reader, host: 'teams' | 'plain') => object;
  hostConfigFrom: (cards: Reader, json: object) => object;
};

const card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'Badge', text: '● running', style: 'Accent', fallback: { type: 'TextBlock', text: '● running' } },
    {
      type: 'Chart.HorizontalBar',
      title: 'What 9 steps rest on',
      data: [{ x: 'verified', y: 9, color: 'good' }],
      fallback: { type: 'TextBlock', text: 'What 9 steps rest on: verified 9' },
    },
    { type: 'ProgressBar', value: 4, max: 10, fallback: { type: 'TextBlock', text: '▓▓▓▓░░░░░░' } },
  ],
};

function drawnBy(host: 'teams' | 'plain'): readonly Item[] {
  const context = new reader.SerializationContext();
  context.setElementRegistry(registryFor(reader, host));
  const drawn = new reader.AdaptiveCard();
  drawn.parse(card, context);
  return Array.from({ length: drawn.getItemCount() }, (_, at) => drawn.getItemAt(at));
}

test('whoever reads the card without drawing it reads each state once', () => {
  expect(textsOf(card)).toEqual(['● running']);
});

test('a client like Teams draws Teams’ own elements, one that knows none of them the text in their place', () => {
  expect(drawnBy('teams').map((item) => item.getJsonTypeName())).toEqual([
    'Badge',
    'Chart.HorizontalBar',
    'ProgressBar',
  ]);
  expect(drawnBy('teams')[1]?.json).toMatchObject({ data: [{ x: 'verified', y: 9 }] });
  expect(drawnBy('teams')[2]?.json).toMatchObject({ value: 4, max: 10 });
  expect(drawnBy('plain').map((item) => item.getJsonTypeName())).toEqual(['TextBlock', 'TextBlock', 'TextBlock']);
});

test.each(['light', 'dark'])(
  'people are chosen from a list of their names: no field shows an object id (%s)',
  (theme) => {
    const config = resolve(__dirname, `../../src/rehearsal/room/page/host-config-${theme}.json`);
    const drawn = new reader.AdaptiveCard();
    drawn.hostConfig = hostConfigFrom(reader, JSON.parse(readFileSync(config, 'utf8')) as object);
    const { 'choices.data': query, ...picker } = peopleInput({
      id: 'holders',
      label: 'DNS admin',
      value: 'a0a00006-5e1f-4c0a-9d00-000000000016',
      choices: [{ title: 'Dmitri Orlov', value: 'a0a00006-5e1f-4c0a-9d00-000000000016' }],
    }) as Record<string, unknown>;
    expect(query).toBeDefined();
    drawn.parse(
      { type: 'AdaptiveCard', version: '1.6', body: [{ ...picker, 'choices.data': query }] },
      new reader.SerializationContext(),
    );
    expect(drawn.getItemAt(0).isDynamicTypeahead?.()).toBe(false);
  },
);
