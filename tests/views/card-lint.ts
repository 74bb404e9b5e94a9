/** Microsoft's own reader over a card, in plain Node: what it would not show, it says here. */
import { createRequire } from 'node:module';

interface Reader {
  readonly AdaptiveCard: new () => { parse(card: unknown, context: unknown): void };
  readonly SerializationContext: new () => { eventCount: number; getEventAt(index: number): { message: string } };
}

// The package's main file needs a browser; its bundle does not.
const reader = createRequire(__filename)('adaptivecards/dist/adaptivecards.js') as Reader;

export function lint(card: unknown): readonly string[] {
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
