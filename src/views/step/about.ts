/** What a task is about, where a check has found it: each thing with what to do about it, and the files that have all of it. */
import { row, type Fact, type Row } from '../parts/card-data.js';
import type { StepView } from './face.js';
import { evidenceLinks } from './evidence-links.js';
import { findingRows } from './ended.js';

const mostFiles = 2;

export function aboutRows(view: StepView): readonly Row[] {
  const { words, snapshot } = view;
  if (snapshot.about === undefined) return [];
  const { stepId, findings } = snapshot.about;
  const said = words.say('about.found', { step: words.titleById(stepId), count: findings.length });
  return [row(said), ...findingRows(findings, view)];
}

export function aboutFact(view: StepView): readonly Fact[] {
  const { words, snapshot, attempt, around } = view;
  if (snapshot.about === undefined) return [];
  const files = { attempt: { ...attempt, evidence: snapshot.about.evidence }, around, words };
  return [{ title: words.say('fact.about'), value: evidenceLinks(files, mostFiles) }];
}
