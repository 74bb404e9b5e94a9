/** Buttons: what they send is typed by the contract, so a card cannot carry a verb or a field nobody answers. */
import { verbs, type Verb } from '../../contract/verbs.js';

export type Button = Readonly<Record<string, unknown>> & { readonly type: string; readonly title: string };
export type FieldsOf<V extends Verb> = Readonly<Record<(typeof verbs)[V]['fields'][number], string | number>>;

interface Manner {
  readonly style?: 'positive' | 'destructive';
  /** `none`: what stands in the inputs is not sent along. */
  readonly inputs?: 'auto' | 'none';
  /** Answers that no input of the card holds, by their fields. */
  readonly along?: Readonly<Record<string, string>>;
}

/** Sends a verb. Clients without Action.Execute send the same as a message. */
export function press<V extends Verb>(verb: V, fields: FieldsOf<V>, title: string, manner: Manner = {}): Button {
  const inputs = manner.inputs ?? (verbs[verb].inputs.length > 0 ? 'auto' : 'none');
  const look = manner.style === undefined ? {} : { style: manner.style };
  const data = { ...fields, ...manner.along };
  const submitted = inputs === 'none' ? { associatedInputs: 'none' } : {};
  return {
    type: 'Action.Execute',
    title,
    verb,
    data,
    ...look,
    ...submitted,
    fallback: { type: 'Action.Submit', title, data: { verb, ...data }, ...look, ...submitted },
  };
}

/** Opens a small form under the buttons: for what needs words before it is sent. */
export const unfold = (title: string, body: readonly object[], actions: readonly Button[]): Button => ({
  type: 'Action.ShowCard',
  title,
  card: { type: 'AdaptiveCard', version: '1.5', body, actions },
});

export const opensForm = ({ type }: Button): boolean => type === 'Action.ShowCard';

export const open = (title: string, url: string): Button => ({ type: 'Action.OpenUrl', title, url });
