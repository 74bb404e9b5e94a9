/**
 * Files that came in the personal chat: fetched, judged, and laid where they belong, beside a task or to a question that wants one; where
 * several are open the person says which.
 */
import { evidenceFor } from '../../contract/evidence.js';
import type { FileType } from '../../contract/files.js';
import type { EvidenceFile } from '../../contract/finding.js';
import type { StepSnapshot } from '../../engine/state.js';
import type { FilePlace } from '../../views/api.js';
import type { Outcome, Refusal } from '../../errors.js';
import { refusing, withCard, type Reply, type Turn } from '../turns/turn.js';
import type { FetchFile } from './fetch-file.js';
import { mostFiles, type HandedFile } from './handed.js';

/** What is kept of it may be less than what came. */
export type JudgeFile = (name: string, content: Buffer) => Outcome<JudgedFile>;

type JudgedFile = EvidenceFile & { readonly kind: FileType };

/** What of a turn is needed here. */
export type FileTurn = Pick<Turn, 'engine' | 'actor' | 'views' | 'around' | 'personally'> & {
  readonly painter: Pick<Turn['painter'], 'paint'>;
};

export interface ReceiveOptions {
  readonly fetchFile: FetchFile;
  readonly judge: JudgeFile;
}

export async function receiveFiles(
  turn: FileTurn,
  handed: readonly HandedFile[],
  serviceUrl: string,
  { fetchFile, judge }: ReceiveOptions,
): Promise<Reply> {
  const { engine, actor, views } = turn;
  const open = await placesFor(actor.personId, engine.queries);
  const [first] = open;
  if (first === undefined) return noting(turn, refusing('upload.nothing-open'));
  if (handed.length > mostFiles) return noting(turn, refusing('upload.many-at-once', { most: mostFiles }));
  const files: JudgedFile[] = [];
  for (const { url, names } of handed) {
    const content = await fetchFile(url, serviceUrl);
    const file = content.ok ? judged(names, content.value, judge) : content;
    if (!file.ok) return noting(turn, ofSeveral(turn, handed.length, names[0] ?? '', file.refusal));
    files.push(file.value);
  }
  // None is kept unless all of them are good: whoever sends several means them together.
  const held: { readonly id: string; readonly name: string }[] = [];
  for (const file of files) {
    const kept = await engine.commands.holdFile(actor, { file });
    if (!kept.ok) return { kind: 'refused', refusal: kept.refusal };
    held.push({ id: kept.value.fileId, name: file.name });
  }
  const { step, field } = first;
  if (open.length === 1)
    return layBeside(
      turn,
      { attemptId: step.attempt?.id ?? '', ...(field === undefined ? {} : { field }) },
      held.map(({ id }) => id),
    );
  return withCard(views.whichTask(held, open, await turn.around(), turn.personally));
}

export async function layBeside(
  turn: FileTurn,
  place: { readonly attemptId: string; readonly field?: string },
  fileIds: readonly string[],
): Promise<Reply> {
  const { attemptId } = place;
  const laid = await turn.engine.commands.attachHeld(turn.actor, { ...place, fileIds });
  if (!laid.ok) return { kind: 'refused', refusal: laid.refusal };
  const card = await turn.painter.paint(`attempt:${attemptId}`, turn.personally);
  return card === null ? refusing('card.gone') : withCard(card);
}

/** Those that want something of this person: in their hands first, then those that want a file. */
async function placesFor(
  personId: string,
  queries: Pick<Turn['engine']['queries'], 'steps' | 'attempt'>,
): Promise<readonly FilePlace[]> {
  const rank = ({ step: { step, attempt }, field }: FilePlace): number =>
    (attempt?.takenBy?.id === personId ? 0 : 2) + (step.evidence === 'file' || field !== undefined ? 0 : 1);
  const places: FilePlace[] = [];
  for (const step of await queries.steps()) {
    if (step.attempt?.may.attach.includes(personId) !== true) continue;
    // Lists come without forms.
    const asks = step.attempt.may.answer.includes(personId);
    places.push(...placesIn((asks ? await queries.attempt(step.attempt.id) : null) ?? step));
  }
  return places.sort((one, other) => rank(one) - rank(other));
}

function placesIn(step: StepSnapshot): readonly FilePlace[] {
  const { kind, attempt } = step;
  if (attempt === null || (attempt.state !== 'asking' && attempt.state !== 'running')) return [];
  if (kind === 'task') return evidenceFor(step.step, attempt.direction) === 'none' ? [] : [{ step }];
  return (attempt.form?.fields ?? []).flatMap(({ kind: asked, id }) => (asked === 'file' ? [{ step, field: id }] : []));
}

function judged(names: readonly string[], content: Buffer, judge: JudgeFile): Outcome<JudgedFile> {
  let verdict: Outcome<JudgedFile> | undefined;
  for (const name of names) {
    const next = judge(name, content);
    if (next.ok) return next;
    verdict ??= next;
  }
  if (verdict === undefined) throw new Error('a file without a name to try');
  return verdict;
}

/** Of several files the one is named that keeps the others from being taken. */
const ofSeveral = ({ views, actor }: FileTurn, count: number, file: string, refusal: Refusal): Reply =>
  count === 1
    ? { kind: 'refused', refusal }
    : refusing('upload.one-of-several', { count, file, why: views.refusalText(refusal, actor.lang) });

/** The engine has not seen it. */
async function noting(turn: FileTurn, reply: Reply): Promise<Reply> {
  if (reply.kind === 'refused') await turn.engine.commands.recordRefusal(turn.actor, reply.refusal);
  return reply;
}
