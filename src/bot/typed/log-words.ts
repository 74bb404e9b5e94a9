/** What somebody types behind `/log`: a step by its number or id, a person by a name, a kind of entry in either language. */
import type { LogFilter, LogKind } from '../../contract/log-filter.js';
import type { Step } from '../../contract/step.js';
import { allowed, refused, type Outcome } from '../../errors.js';
import { nearest } from './nearest.js';

const kinds: Readonly<Record<LogKind, readonly string[]>> = {
  refused: ['refused', 'refusals', 'refusal', 'отказ', 'отказы'],
  approvals: ['approvals', 'approved', 'approval', 'одобрения', 'одобрение'],
  votes: ['votes', 'vote', 'voted', 'голоса', 'голос', 'голосования'],
  answers: ['answers', 'answered', 'answer', 'ответы', 'ответ'],
  tasks: ['tasks', 'task', 'done', 'задачи', 'задача'],
  changes: ['changes', 'change', 'writes', 'written', 'plans', 'изменения', 'запись', 'планы'],
  outside: ['outside', 'passes', 'pass', 'rounds', 'заходы', 'снаружи'],
  checks: ['checks', 'check', 'verified', 'проверки', 'проверка'],
  roles: ['roles', 'role', 'роли', 'роль'],
  stops: ['stops', 'stop', 'stopped', 'остановки', 'остановка'],
  'way-back': ['way-back', 'backout', 'back-out', 'undo', 'undone', 'откат', 'отмены'],
  course: ['course', 'dates', 'ход', 'даты'],
};

export interface Known {
  readonly steps: readonly Pick<Step, 'id' | 'guide'>[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

export function logWanted(text: string, { steps, people }: Known): Outcome<LogFilter> {
  const words = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  let filter: LogFilter = {};
  const names: string[] = [];
  for (const word of words) {
    const step = steps.find(({ id, guide }) => id === word || guide.includes(word));
    const kind = kindOf(word);
    if (step !== undefined) filter = { ...filter, stepId: step.id };
    else if (kind !== undefined) filter = { ...filter, kind };
    else names.push(word.replace(/^@/, ''));
  }
  if (names.length === 0) return allowed(filter);
  const ids = new Set(people.filter(({ name }) => names.every((word) => isPartOf(name, word))).map(({ id }) => id));
  const [id] = ids;
  const typed = names.join(' ').slice(0, 60);
  if (id === undefined) return refused('log.unknown', { typed, nearest: meant(typed, people) });
  return ids.size === 1 ? allowed({ ...filter, personId: id }) : refused('log.several', { typed, count: ids.size });
}

const kindOf = (word: string): LogKind | undefined =>
  (Object.keys(kinds) as LogKind[]).find((kind) => kinds[kind].includes(word));

const isPartOf = (name: string, word: string): boolean =>
  name
    .toLowerCase()
    .split(/[\s.-]+/)
    .some((part) => part === word);

const meant = (typed: string, people: Known['people']): string =>
  nearest(typed, [...Object.values(kinds).flat(), ...people.flatMap(({ name }) => name.toLowerCase().split(' '))]) ??
  'refused';
