/** Answers as they arrive, checked three times: each field by its kind, all by the schema, and by the rules that several fields make together. */
import { choicesOf, fileIn } from '../../../contract/decision.js';
import type { FileField, Form, FormField, Questions } from '../../../contract/decision.js';
import { allowed, refused } from '../../../errors.js';
import type { Outcome } from '../../../errors.js';

type Answers = Readonly<Record<string, string>>;

const longestTold = 80;

/** The answers to the form that was shown, reduced to what it asks. */
export function readAnswers(questions: Questions<unknown>, form: Form, given: Answers): Outcome<Answers> {
  const read = readForm(form.fields, given);
  if (!read.ok) return read;
  const typed = questions.answers.schema.safeParse(read.value);
  if (!typed.success) {
    const field = String(typed.error.issues[0]?.path[0] ?? '');
    const value = read.value[field];
    return value === undefined
      ? refused('answer.missing', { field })
      : refused('answer.invalid', { field, value: value.slice(0, longestTold) });
  }
  const [broken] = questions.rules?.(typed.data, form) ?? [];
  return broken === undefined ? read : refused(broken.code, { ...broken.facts, field: broken.field });
}

/** Field by field. */
export function readForm(fields: readonly FormField[], given: Answers): Outcome<Record<string, string>> {
  const answers: Record<string, string> = {};
  const leftAside = fields.flatMap((field) =>
    field.kind === 'toggle' && field.insteadOf !== undefined && given[field.id] === 'true' ? [field.insteadOf] : [],
  );
  for (const field of fields) {
    if (field.kind === 'file') {
      const isAside = leftAside.includes(field.id);
      const file = isAside ? readAside(field, given[field.id]) : readFile(field, given[field.id]);
      if (!file.ok) return file;
      if (file.value !== null) answers[field.id] = file.value;
      continue;
    }
    // A client leaves a toggle nobody touched out of what it sends.
    const value = (given[field.id] ?? (field.kind === 'toggle' ? (field.proposal ?? 'false') : '')).trim();
    if (value === '') {
      if (field.required) return refused('answer.missing', { field: field.id });
      continue;
    }
    if (!fits(field, value)) return refused('answer.invalid', { field: field.id, value: value.slice(0, longestTold) });
    answers[field.id] = asOffered(field, value);
  }
  return allowed(answers);
}

/** The card says which file it showed; another one that came in since was seen by nobody who answers. */
function readFile(field: FileField, shown: string | undefined): Outcome<string | null> {
  const file = fileIn(field);
  if (file === undefined)
    return field.required || shown !== undefined ? refused('answer.no-file', { field: field.id }) : allowed(null);
  return shown === undefined || shown === file.id
    ? allowed(file.id)
    : refused('answer.other-file', { field: field.id, file: file.name, who: file.by });
}

/** Nobody leaves aside what their card did not show them. */
function readAside({ id, handedIn }: FileField, shown: string | undefined): Outcome<string | null> {
  return handedIn === undefined || shown === handedIn.id
    ? allowed(null)
    : refused('answer.other-file', { field: id, file: handedIn.name, who: handedIn.by });
}

export function fits(field: FormField, value: string): boolean {
  switch (field.kind) {
    case 'choice':
    case 'person':
      return choicesOf(field).some((choice) => choice.value === value);
    case 'mailbox':
      return choicesOf(field).some((choice) => sameAddress(choice.value, value));
    case 'file':
      return fileIn(field)?.id === value;
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && isMoment(`${value}T00:00:00Z`, value);
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
    case 'number':
      return Number.isFinite(Number(value));
    case 'toggle':
      return value === 'true' || value === 'false';
    case 'text':
      return value.length <= 4000;
  }
}

/** Of many mailboxes one is typed, in whatever case. */
const asOffered = (field: FormField, value: string): string =>
  field.kind === 'mailbox'
    ? (choicesOf(field).find((choice) => sameAddress(choice.value, value))?.value ?? value)
    : value;

const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A date that exists: `2026-02-30` parses as March and does not come back as it went in. */
const isMoment = (text: string, date: string): boolean => {
  const moment = new Date(text);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(date);
};

/** T, from the answers of `cutover-date`: one moment, or a date and a time in UTC. */
export function cutoverOf(answers: Answers): string | null {
  const moment = answers['cutoverAt'] ?? dateAndTime(answers);
  if (moment === null || Number.isNaN(Date.parse(moment))) return null;
  return new Date(moment).toISOString();
}

function dateAndTime(answers: Answers): string | null {
  const date = answers['cutoverDate'] ?? answers['date'];
  const time = answers['cutoverTime'] ?? answers['time'] ?? '00:00';
  return date === undefined ? null : `${date}T${time}:00Z`;
}
