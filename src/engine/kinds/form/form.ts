/** What becomes of a form between the code that computed it and the people who read it. */
import { isHalfAMoment, type Form, type FormField } from '../../../contract/decision.js';
import type { Person } from '../../state.js';
import { fits } from './read-form.js';

/** Asked again, a form proposes what was answered before, as far as it can still be answered. */
export function proposing(form: Form, answers: Readonly<Record<string, string>>): Form {
  const earlier = (field: FormField): FormField => {
    const answer = answers[field.id] ?? (field.kind === 'toggle' ? 'false' : '');
    if (field.kind === 'file' || isHalfAMoment(field, form.fields)) return field;
    return field.kind === 'person' || answer === '' || fits(field, answer) ? { ...field, proposal: answer } : field;
  };
  return { ...form, fields: form.fields.map(earlier), inForce: answers };
}

/** People come and go while a form waits: who may be named is decided when it is shown, and again when it is answered. */
export function withRoster(form: Form, roster: readonly Person[]): Form {
  const choices = roster.map(({ id, name }) => ({ value: id, label: name }));
  const offering = (field: FormField): FormField => {
    if (field.kind !== 'person') return field;
    const known = choices.some(({ value }) => value === field.proposal);
    return { ...field, choices, ...(known ? {} : { proposal: '' }) };
  };
  return { ...form, fields: form.fields.map(offering) };
}
