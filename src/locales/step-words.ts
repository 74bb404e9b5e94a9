/** What a card says about one step, in one language. Every language has the same keys (`tests/runbook/wording.test.ts`). */
export interface StepWords {
  /** At most 60 characters: it shares its line with the number and the state. */
  readonly title: string;
  /** What the step does and what goes wrong without it. */
  readonly why: string;
  /** Two to six imperative lines for somebody who does it by hand: what, where, and what to attach as evidence. */
  readonly instruction: readonly string[];
  /** What proves that it is done. */
  readonly proof: string;
  /** What whoever did it by hand is asked for, as a part of a sentence: absent where nothing is. */
  readonly evidence?: string;
  /** Labels of the form's fields, by field id. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Labels of the choices of the form, by option id. */
  readonly options?: Readonly<Record<string, string>>;
  /** How a person puts it back by hand. Absent: nothing to put back. */
  readonly undoInstruction?: string;
}
