import type { Change } from '../contract/change.js';
import { logFilterText, readLogFilter, type LogFilter } from '../contract/log-filter.js';
import type { Lang } from '../contract/step.js';
import type { RecordToSet } from '../contract/task.js';
import type { EngineQueries } from '../engine/api.js';

export interface Download {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

export interface DownloadOptions {
  readonly queries: Pick<EngineQueries, 'evidence' | 'plan' | 'attempt'>;
  /** The plan as an Excel workbook. */
  readonly workbook: (plan: {
    readonly changes: readonly Change[];
    readonly records: readonly RecordToSet[];
  }) => Promise<Buffer>;
  /** The log, or what was asked for of it, as CSV. */
  readonly log: (filter: LogFilter, lang: Lang) => Promise<Buffer>;
}

export type Downloads = (what: string, id: string, format: string) => Promise<Download | null>;

const pageSize = 1_000;

export function createDownloads({ queries, workbook, log }: DownloadOptions): Downloads {
  const logDownload = async (filter: string, format: string): Promise<Download | null> => {
    const lang = /^csv-(en|ru)$/.exec(format)?.[1];
    if (lang === undefined || !logFilterText.test(filter)) return null;
    return {
      name: filter === 'all' ? 'log.csv' : `log-${filter.replace(/[^a-z0-9-]+/gi, '-')}.csv`,
      contentType: 'text/csv; charset=utf-8',
      content: await log(readLogFilter(filter), lang === 'ru' ? 'ru' : 'en'),
    };
  };
  return async (what, id, format) => {
    if (what === 'evidence') return queries.evidence(id);
    if (what === 'log') return logDownload(id, format);
    if (what !== 'plan' || (format !== 'xlsx' && format !== 'json')) return null;
    const step = await queries.attempt(id);
    const plan = step?.attempt?.plan;
    if (!step || !plan) return null;
    const changes = await wholePlan(queries, id);
    const records = plan.brief?.records ?? [];
    const name = `${step.step.id}-${plan.hash.slice(0, 8)}`;
    if (format === 'json') {
      const content = JSON.stringify(
        {
          step: step.step.id,
          attempt: id,
          hash: plan.hash,
          changes,
          ...(plan.brief === undefined ? {} : { records }),
        },
        null,
        2,
      );
      return { name: `${name}.json`, contentType: 'application/json; charset=utf-8', content: Buffer.from(content) };
    }
    return {
      name: `${name}.xlsx`,
      contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      content: await workbook({ changes, records }),
    };
  };
}

async function wholePlan(queries: Pick<EngineQueries, 'plan'>, attemptId: string): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (;;) {
    const page = await queries.plan(attemptId, { offset: changes.length, limit: pageSize });
    changes.push(...page);
    if (page.length < pageSize) return changes;
  }
}
