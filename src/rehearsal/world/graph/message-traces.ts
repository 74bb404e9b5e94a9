/** What became of letters. https://learn.microsoft.com/en-us/graph/api/resources/exchangemessagetrace */
import type { ServiceAnswer } from '../context.js';
import type { ObjectType } from './entity-type.js';
import { GraphRefusal } from './errors.js';
import { key, type FilterRow } from './filter-rows.js';
import { answerRows } from './query.js';
import type { GraphRoute } from './route.js';

const range: FilterRow = { eq: 'advanced', range: 'default', kind: 'date' };
const properties = 'id messageId senderAddress recipientAddress subject receivedDateTime status size fromIP toIP'.split(
  ' ',
);

const traceType: ObjectType = {
  type: 'exchangeMessageTrace',
  isDirectoryObject: false,
  properties: new Set(properties),
  defaults: properties,
  filters: {
    id: key,
    messageId: key,
    senderAddress: key,
    recipientAddress: key,
    status: key,
    fromIP: key,
    toIP: key,
    receivedDateTime: range,
  },
  sorts: {},
  pages: { usual: 1000, most: 5000 },
};

const day = 24 * 3_600_000;
const bound = (filter: string, operator: 'ge' | 'le'): number | null => {
  const at = new RegExp(`receivedDateTime ${operator} (\\S+?)(?=\\)|\\s|$)`, 'i').exec(filter)?.[1];
  return at === undefined ? null : Date.parse(at);
};
const outOfRange = (message: string): GraphRefusal => new GraphRefusal(400, 'BadRequest', message);

// https://learn.microsoft.com/en-us/graph/api/messagetracingroot-list-messagetraces
const listMessageTraces: GraphRoute = {
  method: 'GET',
  pattern: '/admin/exchange/tracing/messageTraces',
  roles: ['ExchangeMessageTrace.Read.All'],
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/messagetracingroot-list-messagetraces',
  answer(call): ServiceAnswer {
    const { world, side, now, query } = call;
    const filter = query.get('$filter') ?? '';
    const [from, until] = [bound(filter, 'ge'), bound(filter, 'le')];
    if ((from === null) !== (until === null))
      throw outOfRange('Both the start and the end of receivedDateTime must be specified.');
    if (from !== null && until !== null) {
      if (until > now) throw outOfRange('The end of receivedDateTime must not be later than the current date.');
      if (until - from > 10 * day) throw outOfRange('The interval of receivedDateTime must not exceed 10 days.');
      if (from < now - 90 * day) throw outOfRange('The start of receivedDateTime must not be older than 90 days.');
    }
    const lag = world.store.faults.traceLagSeconds * 1000;
    // Without a range the cmdlet of the same data answers two days; the page of this one says nothing.
    const since = from ?? now - 2 * day;
    const shown = new Map(
      world.store
        .traces(side)
        .filter(({ receivedDateTime: at }) => Date.parse(at) >= since && Date.parse(at) <= now - lag)
        .map((trace) => [trace.id, { ...trace }]),
    );
    return answerRows(call, 'admin/exchange/tracing/messageTraces', traceType, {
      keys: [...shown.keys()].sort(),
      at: (id) => shown.get(id),
    });
  },
};

export const messageTraceRoutes: readonly GraphRoute[] = [listMessageTraces];
