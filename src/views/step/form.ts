/** The form of a decision: its inputs while it is asked, its answers once they are given. */
import { forms, type FormField } from '../../runbook/forms.js';
import type { Fact } from '../parts/card-data.js';
import { choiceInput, dateInput, numberInput, textInput, timeInput, toggleInput, type Input } from '../parts/inputs.js';
import { dateAndTimeOf, utc } from '../words/moments.js';
import { plainText } from '../words/plain-text.js';
import type { StepView } from './face.js';

export function answerFacts(view: StepView): readonly Fact[] {
  const { attempt, words, snapshot } = view;
  const wording = words.step(snapshot.step.id);
  const agreed = attempt.answers['cutoverAt'];
  if (agreed !== undefined && !Number.isNaN(Date.parse(agreed)))
    return [{ title: words.say('fact.t'), value: `${dateAndTimeOf(agreed)} (${utc(agreed)})` }];
  return (forms[snapshot.step.id] ?? []).map((field) => ({
    title: wording.fields?.[field.id] ?? field.id,
    value: answerText(field, attempt.answers[field.id], view),
  }));
}

function answerText(field: FormField, answer: string | undefined, view: StepView): string {
  if (answer === undefined || answer === '') return '';
  if (field.kind === 'toggle') return view.words.say(answer === 'true' ? 'yes' : 'no');
  const wording = view.words.step(view.snapshot.step.id);
  return field.kind === 'choice' ? (wording.options?.[answer] ?? plainText(answer)) : plainText(answer, 160);
}

export function formInputs(view: StepView): readonly Input[] {
  const { words, snapshot, attempt } = view;
  const wording = words.step(snapshot.step.id);
  return (forms[snapshot.step.id] ?? []).map((field) => {
    const label = wording.fields?.[field.id] ?? field.id;
    const asked = {
      id: field.id,
      label,
      required: field.required,
      error: words.say('input.required'),
      value: attempt.answers[field.id] ?? field.preset ?? '',
    };
    switch (field.kind) {
      case 'choice':
        return choiceInput({
          ...asked,
          choices: (field.options ?? []).map((value) => ({ title: wording.options?.[value] ?? value, value })),
        });
      case 'date':
        return dateInput(asked);
      case 'time':
        return timeInput(asked);
      case 'number':
        return numberInput(asked);
      case 'toggle':
        return toggleInput(asked);
      case 'text':
        return textInput(asked);
    }
  });
}
