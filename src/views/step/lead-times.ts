/** What T has to leave time for: whoever proposes one reads the earliest, whoever votes on one reads what it leaves too little time for. */
import type { LeadTimes } from '../../engine/state.js';
import type { Fact } from '../parts/card-data.js';
import { dateAndTimeOf, utc } from '../words/moments.js';
import { several } from '../words/several.js';
import type { Words } from '../words/words.js';
import type { StepView } from './face.js';

const mostLate = 3;

const isProposed = ({ attempt }: StepView): boolean => Object.keys(attempt.answers).length > 0;

/** Where T is asked for. */
export function earliestFact(view: StepView): readonly Fact[] {
  const { snapshot, words } = view;
  const earliest = snapshot.leadTimes?.earliest ?? null;
  if (earliest === null || isProposed(view)) return [];
  return [{ title: words.say('fact.earliest-t'), value: `${dateAndTimeOf(earliest)} (${utc(earliest)})` }];
}

/** Why not earlier. */
export const leadTimeDetails = (view: StepView): readonly string[] =>
  isProposed(view) ? [] : (view.snapshot.leadTimes?.needed ?? []).map(({ because }) => view.words.remark(because));

/** It can be chosen all the same. */
export const leadTimeWarnings = (view: StepView): readonly string[] =>
  isProposed(view) ? tooLittleTime(view.snapshot.leadTimes, view.words) : [];

export function tooLittleTime(leadTimes: LeadTimes | undefined, words: Words): readonly string[] {
  const { late = [], needed = [], earliest = null } = leadTimes ?? {};
  if (earliest === null || late.length + needed.length === 0) return [];
  return [
    ...needed.map(({ because }) => words.remark(because)),
    ...lateSentence(late, words),
    words.say('lead-time.earliest', { earliest: dateAndTimeOf(earliest), utc: utc(earliest) }),
  ];
}

export const lateSentence = (late: readonly string[], words: Words): readonly string[] =>
  late.length === 0
    ? []
    : [
        words.say('lead-time.late', {
          count: late.length,
          steps: several(late.map(words.titleById), mostLate, words),
        }),
      ];
