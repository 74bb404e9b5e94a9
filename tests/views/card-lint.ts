/** Microsoft's own reader over a card, in plain Node: what it would not show, it says here. */
import { createRequire } from 'node:module';

interface Reader {
  readonly AdaptiveCard: new () => { parse(card: unknown, context: unknown): void };
  readonly SerializationContext: new () => { eventCount: number; getEventAt(index: number): { message: string } };
}

// The package's main file needs a browser; its bundle does not.
const reader = createRequire(__filename)('adaptivecards/dist/adaptivecards.js') as Reader;

/** Every complaint: about elements of Teams alone, and about what every other host would read in their place. */
export const lint = (card: unknown): readonly string[] => [
  ...lintTeamsOwn(card),
  ...lintHeldBack(card),
  ...lintTwins(card),
  ...read(withFallbacks(card)),
];

/**
 * A small form sends the inputs of the card around it along, and nothing while a required one of them is empty
 * (https://adaptivecards.microsoft.com/?topic=input-validation): whoever says no would have to fill in what saying yes takes.
 */
function lintHeldBack(card: unknown): readonly string[] {
  const own = ownElements(card);
  if (!own.some(({ type }) => type === 'Action.ShowCard')) return [];
  return own
    .filter(({ isRequired }) => isRequired === true)
    .map(({ id }) => `the input ${String(id)} holds back what unfolds on the same card`);
}

/** Without those of the forms that unfold. */
function ownElements(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(ownElements);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  const inner = node['type'] === 'Action.ShowCard' ? [] : Object.values(node).flatMap(ownElements);
  return [...(typeof node['type'] === 'string' ? [node] : []), ...inner];
}

/** Two buttons of the same name: nobody can tell which of them does what. */
function lintTwins(card: unknown): readonly string[] {
  return ofType(card, 'ActionSet').flatMap(({ actions }) => {
    const titles = (actions as readonly Node[]).map(({ title }) => String(title));
    return titles.filter((title, index) => titles.indexOf(title) < index).map((title) => `two buttons say ${title}`);
  });
}

function read(card: unknown): readonly string[] {
  const context = new reader.SerializationContext();
  const read = JSON.parse(JSON.stringify(card)) as Record<string, unknown>;
  // Its pattern for a language is a global one, which remembers where it stood and refuses every other good value.
  delete read['lang'];
  new reader.AdaptiveCard().parse(read, context);
  return Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
}

type Node = Record<string, unknown>;

/** Every object of the card that has a `type`, fallbacks and unfolding forms included. */
export function elements(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(elements);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  return [...(typeof node['type'] === 'string' ? [node] : []), ...Object.values(node).flatMap(elements)];
}

export const ofType = (card: unknown, type: string): readonly Node[] =>
  elements(card).filter((node) => node['type'] === type);
export const verbsOf = (card: unknown): readonly string[] =>
  ofType(card, 'Action.Execute').map((node) => String(node['verb']));
/** Buttons of the card's own row, without those inside an unfolding form. */
export const buttonsOf = (card: { body?: unknown }): readonly Node[] =>
  (ofType(card.body, 'ActionSet')[0]?.['actions'] as readonly Node[] | undefined) ?? [];

/**
 * Elements that Teams draws and that no version of the schema has, with what each may carry
 * (https://adaptivecards.microsoft.com/?topic=Badge, ?topic=ProgressBar, ?topic=Chart.HorizontalBar): whatever host does not know them shows the fallback.
 */
type Allowed = (value: unknown) => boolean;
const text: Allowed = (value) => typeof value === 'string' && value !== '';
const amount: Allowed = (value) => typeof value === 'number' && value >= 0;
const one =
  (...of: readonly string[]): Allowed =>
  (value) =>
    of.includes(String(value));
const isBar = (bar: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(bar).every((name) => ['x', 'y', 'color'].includes(name)) &&
  text(bar['x']) &&
  amount(bar['y']) &&
  one('good', 'warning', 'attention', 'neutral')(bar['color']);
const everywhere: Readonly<Record<string, Allowed>> = {
  spacing: one('None', 'ExtraSmall', 'Small', 'Default', 'Medium', 'Large', 'ExtraLarge', 'Padding'),
  horizontalAlignment: one('Left', 'Center', 'Right'),
};
const teamsOwn: Readonly<Record<string, { needs: readonly string[]; may: Readonly<Record<string, Allowed>> }>> = {
  Badge: {
    needs: ['text'],
    may: {
      ...everywhere,
      text,
      style: one('Default', 'Subtle', 'Informative', 'Accent', 'Good', 'Attention', 'Warning'),
      appearance: one('Filled', 'Tint'),
      shape: one('Square', 'Rounded', 'Circular'),
      size: one('Medium', 'Large', 'ExtraLarge'),
      tooltip: text,
      icon: text,
    },
  },
  'Chart.HorizontalBar': {
    needs: ['data', 'title'],
    may: {
      ...everywhere,
      title: text,
      displayMode: one('AbsoluteWithAxis', 'AbsoluteNoAxis', 'PartToWhole'),
      data: (value) => Array.isArray(value) && value.length > 0 && value.every(isBar),
    },
  },
  ProgressBar: {
    needs: ['value', 'max'],
    may: { ...everywhere, value: amount, max: amount, color: one('Accent', 'Good', 'Warning', 'Attention') },
  },
};

export const isTeamsOwn = ({ type }: Node): boolean => teamsOwn[String(type)] !== undefined;

function lintTeamsOwn(card: unknown): readonly string[] {
  return elements(card).flatMap((node) => {
    const own = teamsOwn[String(node['type'])];
    if (own === undefined) return [];
    const { type, fallback, ...rest } = node;
    const wrong = Object.entries(rest).filter(([name, value]) => own.may[name]?.(value) !== true);
    return [
      ...wrong.map(([name, value]) => `${String(type)}: ${name} cannot be ${JSON.stringify(value)}`),
      ...own.needs.filter((name) => rest[name] === undefined).map((name) => `${String(type)} without ${name}`),
      ...(ofType(fallback, 'TextBlock').every((block) => !text(block['text']))
        ? [`${String(type)} without a fallback in text`]
        : []),
      ...barsNotSaid(node).map((bar) => `${String(type)}: the fallback does not say ${bar}`),
      ...(text(node['text']) && !ofType(fallback, 'TextBlock').some((block) => block['text'] === node['text'])
        ? [`${String(type)}: the fallback says something else`]
        : []),
    ];
  });
}

/** Each bar of a chart stands with its number in the text in its place. */
function barsNotSaid({ data, fallback }: Node): readonly string[] {
  const said = ofType(fallback, 'TextBlock')
    .map((block) => String(block['text']))
    .join(' ');
  const bars = Array.isArray(data) ? (data as readonly { x: unknown; y: unknown }[]) : [];
  return bars.map(({ x, y }) => `${String(x)} ${String(y)}`).filter((bar) => !said.includes(bar));
}

/** The card as a host reads it that knows none of them. Without a fallback the element stays, and the reader complains. */
export function withFallbacks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFallbacks);
  if (typeof value !== 'object' || value === null) return value;
  const node = value as Node;
  if (isTeamsOwn(node) && node['fallback'] !== undefined) return withFallbacks(node['fallback']);
  return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, withFallbacks(member)]));
}
