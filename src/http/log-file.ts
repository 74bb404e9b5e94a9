/** The whole log, or what was asked for of it, as a table: oldest first, one sentence an entry, times in UTC. */
import type { LogFilter } from '../contract/log-filter.js';
import type { EngineQueries } from '../engine/api.js';
import type { AuditEntry } from '../engine/state.js';
import { stepWords, translate, type Language } from '../locales/index.js';

export interface LogTable {
  readonly columns: readonly { readonly heading: string }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

const columns = ['number', 'at', 'who', 'person-id', 'sentence', 'step', 'step-id', 'entry', 'facts', 'hash'] as const;
const pageSize = 1_000;

export async function logTable(
  queries: Pick<EngineQueries, 'log'>,
  sentence: (entry: AuditEntry, lang: Language) => string,
  filter: LogFilter,
  lang: Language,
): Promise<LogTable> {
  const entries: AuditEntry[] = [];
  for (;;) {
    const last = entries.at(-1)?.number;
    const page = await queries.log({ ...filter, ...(last === undefined ? {} : { before: last }), limit: pageSize });
    entries.push(...page);
    if (page.length < pageSize) break;
  }
  return {
    columns: columns.map((name) => ({ heading: translate(lang, `chrome.log.column.${name}`) })),
    rows: entries
      .reverse()
      .map((entry) => [
        entry.number,
        entry.at,
        entry.person?.name ?? translate(lang, 'chrome.the-bot'),
        entry.person?.id ?? null,
        sentence(entry, lang),
        entry.stepId === null ? null : stepWords(lang, entry.stepId).title,
        entry.stepId,
        entry.what,
        JSON.stringify(entry.facts),
        entry.hash,
      ]),
  };
}
