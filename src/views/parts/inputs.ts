/** Inputs of cards. Their values arrive as strings; the bot checks them again. */
import type { Evidence } from '../../contract/evidence.js';
import type { Words } from '../words/words.js';

export type Input = Readonly<Record<string, unknown>> & { readonly type: string };

export interface Choice {
  readonly title: string;
  readonly value: string;
}

interface Asked {
  readonly id: string;
  readonly label: string;
  readonly required?: boolean;
  /** Said when it is missing; needed where `required`. */
  readonly error?: string;
  readonly value?: string;
}

const base = (asked: Asked): Record<string, unknown> => ({
  id: asked.id,
  label: asked.label,
  ...(asked.required === true ? { isRequired: true, errorMessage: asked.error ?? asked.label } : {}),
  ...(asked.value === undefined || asked.value === '' ? {} : { value: asked.value }),
});

/**
 * A small form under the buttons sends the inputs of the card around it along, and a client sends nothing while one of those is missing
 * (https://adaptivecards.microsoft.com/?topic=input-validation): whoever wants to say no would have to fill in what saying yes takes. The
 * bot refuses what is missing all the same, and the sign that clients put behind a label tells that it is wanted.
 */
export function mayStayEmpty({ isRequired, errorMessage: _errorMessage, ...input }: Input): Input {
  return isRequired === true ? { ...input, label: `${String(input['label'])} *` } : input;
}

export const textInput = (asked: Asked & { placeholder?: string; lines?: boolean }): Input => ({
  type: 'Input.Text',
  ...base(asked),
  ...(asked.placeholder === undefined ? {} : { placeholder: asked.placeholder }),
  isMultiline: asked.lines === true,
  maxLength: 2000,
});

export const choiceInput = (asked: Asked & { choices: readonly Choice[] }): Input => ({
  type: 'Input.ChoiceSet',
  ...base(asked),
  style: asked.choices.length <= 3 ? 'expanded' : 'compact',
  choices: asked.choices,
});

/** Any number of them; `value`: those chosen to begin with, with a comma between. */
export const choicesInput = (asked: Asked & { choices: readonly Choice[] }): Input => ({
  type: 'Input.ChoiceSet',
  ...base(asked),
  isMultiSelect: true,
  wrap: true,
  style: 'expanded',
  choices: asked.choices,
});

/**
 * A list to type into: https://adaptivecards.microsoft.com/?topic=Input.ChoiceSet. A client that does not know the style shows it folded.
 */
export const filteredInput = (asked: Asked & { choices: readonly Choice[] }): Input => ({
  type: 'Input.ChoiceSet',
  ...base(asked),
  style: 'filtered',
  choices: asked.choices,
});

/**
 * The people picker: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker. It searches the members of
 * the conversation, and its values are their object ids; a client without it shows the choices.
 */
export const peopleInput = (asked: Asked & { choices: readonly Choice[] }): Input => ({
  type: 'Input.ChoiceSet',
  ...base(asked),
  isMultiSelect: true,
  choices: asked.choices,
  'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users?scope=currentContext' },
});

export const dateInput = (asked: Asked): Input => ({ type: 'Input.Date', ...base(asked) });
export const timeInput = (asked: Asked): Input => ({ type: 'Input.Time', ...base(asked) });
export const numberInput = (asked: Asked): Input => {
  const { value, ...rest } = base(asked);
  return { type: 'Input.Number', ...rest, ...(value === undefined ? {} : { value: Number(value) }) };
};
/** A client shows the title beside the box, and a label would say the same above it. */
export const toggleInput = (asked: Asked): Input => {
  const { label, ...rest } = base({ ...asked, required: false });
  return { type: 'Input.Toggle', ...rest, title: label, wrap: true, valueOn: 'true', valueOff: 'false' };
};

/** The field for what shows that a task is done. */
export function evidenceInput(kind: Exclude<Evidence, 'none'>, asked: Asked, words: Words): Input {
  if (kind === 'number') return numberInput(asked);
  if (kind === 'date') return dateInput(asked);
  return textInput({
    ...asked,
    placeholder: words.say(`input.evidence.${kind}.placeholder`),
    lines: kind === 'words' || kind === 'id',
  });
}
