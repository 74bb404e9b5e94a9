/**
 * Objects by their ids, twenty with one cmdlet: what reading costs of a tenant's quota is taken from the writes. A filter reads the directory
 * itself, as an identity does; an object that it does not show is asked for by its identity before it is called gone.
 */
import type { Waiting } from '../unanswered.js';
import { isNotFound, pageOf, type Answer } from './answer.js';
import { batchesOf, type BatchCommand, type ExchangeConnection } from './connection.js';

/** By what a filter finds an object: https://learn.microsoft.com/powershell/exchange/filter-properties */
export type IdProperty = 'ExternalDirectoryObjectId' | 'Guid';

export interface ById {
  readonly id: string;
  readonly cmdlet: string;
  readonly idProperty: IdProperty;
  readonly select: readonly string[];
}

type Item = Record<string, unknown>;

/** What one chunk of a change holds, and a filter of about 1,500 characters: no limit of its length is published. */
const idsPerFilter = 20;

/** In the order given, null where there is none. */
export async function readById(
  connection: ExchangeConnection,
  waiting: Pick<Waiting, 'now'>,
  operation: string,
  wanted: readonly ById[],
): Promise<readonly (Item | null)[]> {
  const ask = async (commands: readonly BatchCommand[]): Promise<readonly (readonly Item[])[]> => {
    const answers: (readonly Item[])[] = [];
    for (const batch of batchesOf(commands)) {
      const answered = await connection.readBatch(operation, batch);
      for (const { id } of batch) {
        const answer = answered.get(id) as Answer;
        const fault = connection.failure(`${operation}: ${id}`, answer);
        if (fault !== null && !isNotFound(fault)) throw fault;
        answers.push(fault !== null ? [] : pageOf(operation, answer, waiting.now()).value);
      }
    }
    return answers;
  };
  const found = new Map<string, Item>();
  const filters = filtersOf(wanted);
  for (const [index, items] of (await ask(filters.map(({ command }) => command))).entries()) {
    const { idProperty, cmdlet } = filters[index] as Filter;
    for (const item of items) found.set(keyOf(cmdlet, String(item[idProperty])), item);
  }
  const unseen = wanted.filter(({ cmdlet, id }) => !found.has(keyOf(cmdlet, id)));
  const identities = unseen.map(({ id, cmdlet, select }) => ({ id, cmdlet, select, parameters: { Identity: id } }));
  for (const [index, [item]] of (await ask(identities)).entries()) {
    const { cmdlet, id } = unseen[index] as ById;
    if (item !== undefined) found.set(keyOf(cmdlet, id), item);
  }
  return wanted.map(({ cmdlet, id }) => found.get(keyOf(cmdlet, id)) ?? null);
}

const keyOf = (cmdlet: string, id: string): string => `${cmdlet} ${id.toLowerCase()}`;

interface Filter {
  readonly cmdlet: string;
  readonly idProperty: IdProperty;
  readonly command: BatchCommand;
}

function filtersOf(wanted: readonly ById[]): readonly Filter[] {
  return [...new Set(wanted.map(({ cmdlet }) => cmdlet))].flatMap((cmdlet) => {
    const ofCmdlet = wanted.filter((one) => one.cmdlet === cmdlet);
    const { idProperty, select } = ofCmdlet[0] as ById;
    return Array.from({ length: Math.ceil(ofCmdlet.length / idsPerFilter) }, (_, part): Filter => {
      const ids = ofCmdlet.slice(part * idsPerFilter, (part + 1) * idsPerFilter).map(({ id }) => id);
      const parameters = { Filter: ids.map((id) => `${idProperty} -eq '${id}'`).join(' -or ') };
      return { cmdlet, idProperty, command: { id: `${cmdlet}-${part}`, cmdlet, parameters, select } };
    });
  });
}
