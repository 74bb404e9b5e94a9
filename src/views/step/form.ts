/** The form of a decision: its inputs while it is asked, its answers once they are given. */
import {
  choicesOf,
  fileIn,
  isHalfAMoment,
  type Choice,
  type FormField,
  type ToggleField,
} from '../../contract/decision.js';
import { row, type Fact, type Row } from '../parts/card-data.js';
import {
  choiceInput,
  dateInput,
  filteredInput,
  numberInput,
  textInput,
  timeInput,
  toggleInput,
  type Input,
} from '../parts/inputs.js';
import { dateAndTimeOf, utc } from '../words/moments.js';
import { plainLabel, plainText } from '../words/plain-text.js';
import { fileAnswer } from './file-fields.js';
import type { Words } from '../words/words.js';
import type { StepView } from './face.js';

/** More would not fit on a card with everything else: then the address is typed, and checked against all of them. */
const mostOffered = 80;

/** The answers of this attempt, or while it asks again those that hold until it is answered. */
export function answerFacts(view: StepView): readonly Fact[] {
  const { attempt, words, snapshot } = view;
  const wording = words.step(snapshot.step.id);
  const given = Object.keys(attempt.answers).length > 0 ? attempt.answers : (attempt.form?.inForce ?? {});
  const agreed = momentGiven(given);
  if (agreed !== null) return [{ title: words.say('fact.t'), value: `${dateAndTimeOf(agreed)} (${utc(agreed)})` }];
  const known = attempt.form?.fields ?? [];
  // A version before this one kept answers without the form they were given to.
  const unknown = Object.keys(given).filter((id) => !known.some((field) => field.id === id));
  return [
    ...known.map((field) => ({
      title: wording.fields?.[field.id] ?? field.id,
      value: answerText(field, given[field.id], view),
    })),
    ...unknown.map((id) => ({
      title: wording.fields?.[id] ?? id,
      value: answerInWords(words, snapshot.step.id, given[id] ?? ''),
    })),
  ];
}

/** A moment is shown in the reader's own zone and in UTC, however it was typed. */
export function momentGiven(given: Readonly<Record<string, string>>): string | null {
  const { cutoverAt, cutoverDate, cutoverTime } = given;
  if (cutoverAt === undefined && (cutoverDate === undefined || cutoverTime === undefined)) return null;
  const moment = cutoverAt ?? `${cutoverDate}T${cutoverTime}:00Z`;
  return Number.isNaN(Date.parse(moment)) ? null : moment;
}

function answerText(field: FormField, answer: string | undefined, view: StepView): string {
  const { words, snapshot } = view;
  if (answer === undefined || answer === '') return '';
  if (field.kind === 'file') return fileAnswer(field, answer, view);
  if (field.kind === 'toggle') return words.say(answer === 'true' ? 'yes' : 'no');
  const label = choicesOf(field).find(({ value }) => value === answer)?.label;
  if (label !== undefined) return plainText(label, 160);
  return field.kind === 'choice' ? answerInWords(words, snapshot.step.id, answer) : plainText(answer, 160);
}

/** Where only the answer is known, and not what it was given to. */
export function answerInWords(words: Words, stepId: string, answer: string): string {
  if (answer === 'true' || answer === 'false') return words.say(answer === 'true' ? 'yes' : 'no');
  return words.step(stepId).options?.[answer] ?? plainText(answer, 160);
}

/** What the bot saw, above the fields it bears on. */
export const formRemarks = ({ attempt, words }: StepView): readonly Row[] =>
  (attempt.form?.remarks ?? []).map((remark) => row(words.remark(remark)));

export const isAskedAgain = ({ attempt }: StepView): boolean => attempt.form?.inForce !== undefined;

/** Nothing has to be filled in: whoever agrees with all of it presses once. A box that is not ticked is an answer. */
export function isFilledIn({ attempt }: StepView): boolean {
  const fields = attempt.form?.fields ?? [];
  const isFilled = (field: FormField): boolean =>
    field.kind === 'file' ? fileIn(field) !== undefined : field.kind === 'toggle' || (field.proposal ?? '') !== '';
  return fields.length > 0 && fields.every(isFilled);
}

export function formInputs(view: StepView): readonly Input[] {
  const { words, snapshot, attempt } = view;
  const wording = words.step(snapshot.step.id);
  const fields = attempt.form?.fields ?? [];
  return fields.flatMap((field) => {
    const known = isHalfAMoment(field, fields) ? undefined : (attempt.answers[field.id] ?? field.proposal);
    const asked = {
      id: field.id,
      label: wording.fields?.[field.id] ?? field.id,
      required: field.required,
      error: words.say('input.required'),
      value: known ?? '',
    };
    const offered = ({ value, label }: Choice) => ({
      title: label === undefined ? (wording.options?.[value] ?? value) : plainLabel(label),
      value,
    });
    switch (field.kind) {
      case 'choice':
        return choiceInput({ ...asked, choices: field.choices.map(offered) });
      case 'person':
        return filteredInput({ ...asked, choices: choicesOf(field).map(offered) });
      case 'mailbox':
        return field.choices.length <= mostOffered
          ? filteredInput({ ...asked, choices: field.choices.map(offered) })
          : textInput({ ...asked, placeholder: words.say('input.mailbox', { count: field.choices.length }) });
      case 'date':
        return dateInput(asked);
      case 'time':
        return timeInput(asked);
      case 'number':
        return numberInput(asked);
      case 'toggle':
        return toggleInput({ ...asked, label: leavingAside(field, asked.label, view) });
      case 'text':
        return textInput(asked);
      case 'file':
        return [];
    }
  });
}

/** A tick that leaves a file aside says which: nobody means it by habit. */
function leavingAside({ insteadOf }: ToggleField, label: string, { attempt, words }: StepView): string {
  const file = (attempt.form?.fields ?? []).find(({ id }) => id === insteadOf);
  if (file?.kind !== 'file' || file.handedIn === undefined) return label;
  return words.say('file.left-aside', { label, file: plainText(file.handedIn.name, 60) });
}
