/**
 * Objects by their ids, twenty with one cmdlet: what reading costs of a tenant's quota is taken from the writes. An object that the filter does
 * not show is asked for by its identity before it is called gone. That a filter is as fresh as an identity is counted on; no page says either.
 */
import { chunksOf } from '../../contract/chunks.js';
import type { SystemFault } from '../../errors.js';
import type { Waiting } from '../unanswered.js';
import { isNotFound, pageOf, type ExchangeAnswer } from './answer.js';
import { batchLimit, type BatchCommand, type ExchangeConnection } from './connection.js';

/** By what a filter finds an object: https://learn.microsoft.com/powershell/exchange/filter-properties */
export type IdProperty = 'ExternalDirectoryObjectId' | 'Guid' | 'PrimarySmtpAddress';

export interface ById {
  readonly id: string;
  readonly cmdlet: string;
  readonly idProperty: IdProperty;
  readonly select: readonly string[];
}

type Item = Record<string, unknown>;

/**
 * What one chunk of a change holds. No limit is published; 59 ids were once too many:
 * https://github.com/MicrosoftDocs/office-docs-powershell/issues/7471
 */
const idsPerFilter = 20;

/** In the order given, null where there is none. */
export async function readById(
  connection: ExchangeConnection,
  waiting: Pick<Waiting, 'now'>,
  operation: string,
  wanted: readonly ById[],
): Promise<readonly (Item | null)[]> {
  const ask = async (
    commands: readonly BatchCommand[],
    isNothing: (fault: SystemFault) => boolean,
  ): Promise<readonly (readonly Item[])[]> => {
    const answers: (readonly Item[])[] = [];
    for (const batch of chunksOf(commands, batchLimit)) {
      const answered = await connection.readBatch(operation, batch);
      for (const { id } of batch) {
        const answer = answered.get(id) as ExchangeAnswer;
        const fault = connection.failure(`${operation}: ${id}`, answer);
        if (fault !== null && !isNothing(fault)) throw fault;
        answers.push(fault !== null ? [] : pageOf(operation, answer, waiting.now()).value);
      }
    }
    return answers;
  };
  const found = new Map<string, Item>();
  const filters = filtersOf(wanted);
  const shown = await ask(filters, isRefused);
  for (const [index, { cmdlet, idProperty }] of filters.entries())
    for (const item of shown[index] ?? []) found.set(keyOf(cmdlet, String(item[idProperty])), item);
  const unseen = wanted.filter(({ cmdlet, id }) => !found.has(keyOf(cmdlet, id)));
  const asked = await ask(unseen.map(byIdentity), isNotFound);
  for (const [index, { cmdlet, id }] of unseen.entries()) {
    const [item] = asked[index] ?? [];
    if (item !== undefined) found.set(keyOf(cmdlet, id), item);
  }
  return wanted.map(({ cmdlet, id }) => found.get(keyOf(cmdlet, id)) ?? null);
}

/** A filter that the service does not take shows nothing, and the identities say the rest. */
const isRefused = ({ details }: SystemFault): boolean => details.status === 400 && !details.transient;

const keyOf = (cmdlet: string, id: string): string => `${cmdlet} ${id.toLowerCase()}`;

const byIdentity = ({ id, cmdlet, select }: ById): BatchCommand => ({
  id,
  cmdlet,
  select,
  parameters: { Identity: id },
});

type Filter = BatchCommand & Pick<ById, 'idProperty'>;

function filtersOf(wanted: readonly ById[]): readonly Filter[] {
  return [...new Set(wanted.map(({ cmdlet }) => cmdlet))].flatMap((cmdlet) => {
    const ofCmdlet = wanted.filter((one) => one.cmdlet === cmdlet);
    const { idProperty, select } = ofCmdlet[0] as ById;
    return chunksOf(ofCmdlet, idsPerFilter).map((chunk, part): Filter => {
      const parameters = {
        Filter: chunk.map(({ id }) => `${idProperty} -eq '${id.replaceAll("'", "''")}'`).join(' -or '),
      };
      return { id: `${cmdlet}-${part}`, cmdlet, idProperty, parameters, select };
    });
  });
}
