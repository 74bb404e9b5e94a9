/** The files behind a card's links, opened by whoever wants to know exactly what holds a domain. */
import type { VisibleCard } from './room-client.js';

/** Ids of the objects that people must clear, by the list of a scan. */
export async function namedOn(card: VisibleCard): Promise<readonly string[]> {
  const links = card.texts.flatMap((text) =>
    [...text.matchAll(/\[[^\]]*\.json\]\((\S+?)\)/g)].map(([, link = '']) => link),
  );
  const files = await Promise.all(links.map(async (link) => (await fetch(link)).json() as Promise<unknown>));
  return [...new Set(files.flatMap(idsIn))];
}

function idsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value !== 'object' || value === null) return [];
  const hit = value as Readonly<Record<string, unknown>>;
  if (typeof hit['id'] === 'string' && 'clearedBy' in hit) return hit['clearedBy'] === null ? [hit['id']] : [];
  return Object.values(hit).flatMap(idsIn);
}
