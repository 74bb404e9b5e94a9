/** `-ResultSize` of a list: https://learn.microsoft.com/en-us/powershell/module/exchange/get-mailbox and its neighbours */
import { badArgument } from './refusal.js';

/** A thousand when it is not said. */
const usualResultSize = 1000;

export function resultSize(given: unknown): number {
  if (given === undefined || given === null) return usualResultSize;
  if (String(given).toLowerCase() === 'unlimited') return Number.POSITIVE_INFINITY;
  const size = Number(given);
  if (!Number.isInteger(size) || size < 1)
    throw badArgument('ResultSize', `Cannot convert value "${String(given)}" to type "Unlimited".`);
  return size;
}

export const truncated = (limit: number): string =>
  limit === usualResultSize
    ? 'By default, only the first 1000 items are returned. Use the ResultSize parameter to specify the number of items returned. To return all items, specify "-ResultSize Unlimited". Be aware that, depending on the actual number of items, returning all items can take a long time and consume a large amount of memory. Also, we don\'t recommend storing the results in a variable. Instead, pipe the results to another task or script to perform batch changes.'
    : `There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.`;

interface Cut {
  readonly value: readonly Readonly<Record<string, unknown>>[];
  readonly warnings: readonly string[];
}

/** The first of these rows, as many as were asked for, and a warning when there are more. `SkipCount` leaves some out in front. */
export function cutToSize(
  rows: readonly Readonly<Record<string, unknown>>[],
  parameters: Readonly<Record<string, unknown>>,
): Cut {
  const limit = resultSize(parameters['ResultSize']);
  const skipped = rows.slice(skipCount(parameters['SkipCount']));
  return { value: skipped.slice(0, limit), warnings: skipped.length > limit ? [truncated(limit)] : [] };
}

function skipCount(given: unknown): number {
  if (given === undefined || given === null) return 0;
  const count = Number(given);
  if (!Number.isInteger(count) || count < 0)
    throw badArgument('SkipCount', `Cannot convert value "${String(given)}" to type "System.Int32".`);
  return count;
}
