/** Finding one's way in an Adaptive Card without drawing it: what it says, what can be pressed, what can be filled in. */

export type CardJson = Readonly<Record<string, unknown>>;

export interface CardButton {
  readonly title: string;
  readonly type: string;
  readonly verb: string | null;
  readonly data: unknown;
  readonly id: string | null;
  readonly url: string | null;
  /** The inputs sent along: those of the card the button stands on and of the cards around it. */
  readonly inputs: readonly CardInput[];
  /** The small card it opens, for Action.ShowCard. */
  readonly opens: CardJson | null;
}

export interface CardInput {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly value: string;
  readonly required: boolean;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  readonly regex: string | null;
  readonly placeholder: string;
}

/** Every text on the card from top to bottom, small cards behind buttons included. */
export function textsOf(card: CardJson): readonly string[] {
  const texts: string[] = [];
  walk(card, (node) => {
    if (typeof node['text'] === 'string' && /^(TextBlock|TextRun|Badge)$/.test(String(node['type'])))
      texts.push(node['text']);
    if (node['type'] === 'FactSet') {
      for (const fact of objects(node['facts'])) texts.push(`${String(fact['title'])}: ${String(fact['value'])}`);
    }
  });
  return texts;
}

/** Every button, those inside small cards included, in the order in which they stand. */
export function buttonsOf(card: CardJson, around: readonly CardInput[] = []): readonly CardButton[] {
  const inputs = [...around, ...inputsOf(card)];
  const buttons: CardButton[] = [];
  walk(
    card,
    (node) => {
      if (!String(node['type']).startsWith('Action.')) return;
      const opens = node['type'] === 'Action.ShowCard' ? (node['card'] as CardJson) : null;
      buttons.push({
        title: String(node['title'] ?? ''),
        type: String(node['type']),
        verb: text(node['verb']),
        data: node['data'] ?? null,
        id: text(node['id']),
        url: text(node['url']),
        inputs: node['associatedInputs'] === 'none' ? [] : inputs,
        opens,
      });
      if (opens !== null) buttons.push(...buttonsOf(opens, inputs));
    },
    false,
  );
  return buttons;
}

/** The inputs of a card, without those of small cards behind its buttons. */
export function inputsOf(card: CardJson): readonly CardInput[] {
  const inputs: CardInput[] = [];
  walk(
    card,
    (node) => {
      const type = String(node['type']);
      if (!type.startsWith('Input.') || typeof node['id'] !== 'string') return;
      inputs.push({
        id: node['id'],
        type,
        label: text(node['label']) ?? text(node['title']) ?? '',
        // What a client sends for a toggle nobody touched.
        value: text(node['value']) ?? (type === 'Input.Toggle' ? (text(node['valueOff']) ?? 'false') : ''),
        required: node['isRequired'] === true,
        choices: objects(node['choices']).map((choice) => ({
          title: String(choice['title']),
          value: String(choice['value']),
        })),
        regex: text(node['regex']),
        placeholder: text(node['placeholder']) ?? '',
      });
    },
    false,
  );
  return inputs;
}

/** What a client would refuse to send: the ids of inputs that are empty or do not match. */
export function invalidInputs(
  inputs: readonly CardInput[],
  values: Readonly<Record<string, string>>,
): readonly string[] {
  return inputs
    .filter((input) => {
      const value = values[input.id] ?? input.value;
      if (input.required && (value === '' || (input.type === 'Input.Toggle' && value === 'false'))) return true;
      return value !== '' && input.regex !== null && !new RegExp(input.regex).test(value);
    })
    .map(({ id }) => id);
}

/** `fallback` holds the same thing for other clients, `refresh` is nobody's button, and a hidden element is still there to be shown. */
const notShown = new Set(['fallback', 'refresh', 'msteams', 'data']);

function walk(node: unknown, visit: (node: Record<string, unknown>) => void, intoCards = true): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit, intoCards);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const object = node as Record<string, unknown>;
  visit(object);
  for (const [name, value] of Object.entries(object)) {
    if (!notShown.has(name) && (intoCards || name !== 'card')) walk(value, visit, intoCards);
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const objects = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
