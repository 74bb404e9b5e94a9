/** What has become different, and by whom, for people: the sentences on the card, and a list with every property. */
import type { Deed } from '../../contract/context.js';
import type { EvidenceFile, Finding } from '../../contract/finding.js';
import { canonicalJson, type Json } from '../../contract/json.js';
import { csv } from '../../documents/csv.js';
import type { Explained } from './drift-causes.js';
import type { KeptKind } from './snapshot.js';

/** That people work in a tenant is nobody's fault: it is told, and stands in the way of nothing. */
export function driftFindings(kind: KeptKind, since: string, differences: readonly Explained[]): readonly Finding[] {
  if (differences.length === 0) return [{ status: 'passed', code: 'snapshot-as-before', facts: { of: kind, since } }];
  const objects = (what: Explained['what']): number =>
    new Set(differences.flatMap((one) => (one.what === what ? one.object.id : []))).size;
  const counts = { changed: objects('changed'), appeared: objects('appeared'), gone: objects('gone') };
  const bySteps = new Map<string, Explained[]>();
  for (const one of differences)
    if (one.by !== null) {
      const key = `${one.by.step} ${one.by.direction}`;
      bySteps.set(key, [...(bySteps.get(key) ?? []), one]);
    }
  const byOthers = differences.filter(({ by }) => by === null);
  return [
    { status: 'passed', code: 'snapshot-differs', facts: { of: kind, since, ...counts } },
    ...[...bySteps.values()].map((those): Finding => {
      const { step, direction, at } = those.at(-1)?.by as Deed;
      const facts = { writtenBy: step, way: direction, at: at ?? 'none', ...named(those) };
      return { status: 'passed', code: 'snapshot-changed-by-step', facts };
    }),
    ...(byOthers.length === 0
      ? []
      : [{ status: 'passed', code: 'snapshot-changed-by-others', facts: named(byOthers) } as const]),
  ];
}

const mostNamed = 5;

function named(differences: readonly Explained[]): { readonly count: number; readonly names: string } {
  const objects = new Map<string, { readonly label: string; readonly properties: string[] }>();
  for (const { object, property } of differences) {
    const known = objects.get(object.id) ?? { label: object.label, properties: [] };
    objects.set(object.id, known);
    if (property !== null) known.properties.push(property);
  }
  const names = [...objects.values()].map(({ label, properties }) =>
    properties.length === 0 ? label : `${label} (${properties.join(', ')})`,
  );
  return {
    count: names.length,
    names: names.length > mostNamed ? `${names.slice(0, mostNamed).join('; ')} …` : names.join('; '),
  };
}

const headings = ['Object', 'Id', 'What', 'Property', 'Before', 'Now', 'Step', 'Way', 'At'];

/** A line for each property: what was there is what somebody puts back. */
export function driftFile(step: string, differences: readonly Explained[]): readonly EvidenceFile[] {
  if (differences.length === 0) return [];
  const content = csv({
    columns: headings.map((heading) => ({ heading })),
    rows: differences.map(({ object, what, property, before, now, by }) => [
      object.label,
      object.id,
      what,
      property,
      textOf(before),
      textOf(now),
      by?.step ?? null,
      by?.direction ?? null,
      by?.at ?? null,
    ]),
  });
  return [{ name: `${step}-drift.csv`, contentType: 'text/csv; charset=utf-8', content }];
}

const textOf = (value: Json): string | null =>
  value === null ? null : typeof value === 'string' ? value : canonicalJson(value);
