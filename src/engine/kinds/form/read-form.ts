import type { FormField } from '../../options.js';
import { allowed, refused } from '../../../errors.js';
import type { Outcome } from '../../../errors.js';

/** The answers of a decision's form, checked field by field and reduced to what the form asks. */
export function readForm(
  fields: readonly FormField[],
  given: Readonly<Record<string, string>>,
): Outcome<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const field of fields) {
    // A client leaves a toggle nobody touched out of what it sends.
    const value = (given[field.id] ?? (field.kind === 'toggle' ? (field.preset ?? 'false') : '')).trim();
    if (value === '') {
      if (field.required) return refused('answer.missing', { field: field.id });
      continue;
    }
    if (!fits(field, value)) return refused('answer.invalid', { field: field.id, value: value.slice(0, 80) });
    answers[field.id] = value;
  }
  return allowed(answers);
}

function fits(field: FormField, value: string): boolean {
  switch (field.kind) {
    case 'choice':
      return (field.options ?? []).includes(value);
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

/** A date that exists: `2026-02-30` parses as March and does not come back as it went in. */
const isMoment = (text: string, date: string): boolean => {
  const moment = new Date(text);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(date);
};

/** T, from the answers of `cutover-date`: one moment, or a date and a time in UTC. */
export function cutoverOf(answers: Readonly<Record<string, string>>): string | null {
  const moment = answers['cutoverAt'] ?? dateAndTime(answers);
  if (moment === null || Number.isNaN(Date.parse(moment))) return null;
  return new Date(moment).toISOString();
}

function dateAndTime(answers: Readonly<Record<string, string>>): string | null {
  const date = answers['cutoverDate'] ?? answers['date'];
  const time = answers['cutoverTime'] ?? answers['time'] ?? '00:00';
  return date === undefined ? null : `${date}T${time}:00Z`;
}
