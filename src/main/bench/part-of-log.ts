/** What the world's own log says of the part of the night in which the domain changes hands. */
import type { Company } from '../../rehearsal/world/entities.js';
import { isEnvelope, type WorldLogEntry } from '../rehearsal/world-log.js';

export interface Part {
  /** Writes that the services took up, refused ones among them, each part of a batch by itself. */
  readonly writes: readonly WorldLogEntry[];
  readonly objectsChanged: number;
  /** How often a service said that it was too much. */
  readonly throttled: number;
  /** Reads of the bulk's services while the bulk was written: they use up the same quota. */
  readonly reads: number;
  readonly bulk: { readonly graph: number; readonly exchange: number; readonly seconds: number };
}

/**
 * The log names no steps. After the sign-in names (`since` is the log's number then) everything is of this part; before it, what touched a domain, or
 * a recipient of the source that is no mailbox. What by day is made or given at the destination is of other steps.
 */
export function partOf(log: readonly WorldLogEntry[], since: number, start: Company): Part {
  const kinds = new Map(start.tenants.source.recipients.map((one) => [one.Guid, one.RecipientTypeDetails]));
  const ofPart = ({ n, objects }: WorldLogEntry): boolean =>
    n > since ||
    objects.some(
      ({ kind, id }) =>
        kind === 'domain' ||
        (kind === 'recipient' && kinds.has(id) && !/^\w+(?<!Group)Mailbox$/.test(kinds.get(id) ?? '')),
    );
  const asked = log.filter((entry) => entry.actor === 'application' && !isEnvelope(entry));
  const notDone = ({ status }: WorldLogEntry): boolean => status === 429 || status === 503;
  const writes = asked.filter((entry) => entry.write && !notDone(entry) && ofPart(entry));
  const bulk = writes.filter(({ objects }) => objects.some(({ kind }) => kind === 'recipient' || kind === 'user'));
  const spans = merged(spansOf(bulk, kinds));
  const through = (host: string): number => bulk.filter(({ url }) => url.includes(host)).length;
  const meanwhile = asked.filter((entry) => spans.some(([from, until]) => from <= at(entry) && at(entry) <= until));
  return {
    writes,
    objectsChanged: new Set(
      writes.filter(({ applied }) => applied).flatMap(({ objects }) => objects.map(({ id }) => id)),
    ).size,
    throttled: meanwhile.filter(({ status }) => status === 429).length,
    reads: meanwhile.filter(({ write, status }) => !write && status === 200).length,
    bulk: {
      graph: through('graph.microsoft.com'),
      exchange: through('outlook.office365.com'),
      seconds: spans.reduce((sum, [from, until]) => sum + until - from, 0) / 1000,
    },
  };
}

type Span = readonly [from: number, until: number];
const at = (entry: WorldLogEntry): number => Date.parse(String(entry.receivedAt.virtual));

/** One for each step: the n-th write on objects of one kind through one door, from the first of them to the last. */
function spansOf(bulk: readonly WorldLogEntry[], kinds: ReadonlyMap<string, string>): readonly Span[] {
  const times = new Map<string, number>();
  const spans = new Map<string, Span>();
  for (const entry of bulk) {
    for (const { kind, id } of entry.objects) {
      const time = (times.get(id) ?? 0) + 1;
      times.set(id, time);
      const details = kinds.get(id) ?? '';
      const strand = `${kind} ${/GroupMailbox$|Group$|List$/.test(details) ? details : 'mailbox'} ${time}`;
      const [from] = spans.get(strand) ?? [at(entry)];
      spans.set(strand, [from, at(entry)]);
    }
  }
  return [...spans.values()];
}

/** Two steps at a time are not twice the time. */
function merged(spans: readonly Span[]): readonly Span[] {
  const whole: Span[] = [];
  for (const span of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = whole.at(-1);
    if (last === undefined || span[0] > last[1]) whole.push(span);
    else whole[whole.length - 1] = [last[0], Math.max(last[1], span[1])];
  }
  return whole;
}
