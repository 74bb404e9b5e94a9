/** What the templates are filled with: the same skeleton on every card. Text here is Markdown: names from outside have been through `plainText` already. */
import type { Button } from './buttons.js';
import type { Input } from './inputs.js';

export type Style = 'default' | 'emphasis' | 'accent' | 'good' | 'warning' | 'attention';
export type Color = 'Default' | 'Accent' | 'Good' | 'Warning' | 'Attention';

export interface Fact {
  readonly title: string;
  readonly value: string;
}

export interface Row {
  readonly text: string;
  readonly color: Color;
}

export interface CardData {
  readonly title: string;
  readonly state: { readonly text: string; readonly style: Style };
  /** Who must do what now, or nothing. */
  readonly sentence: string;
  /** Bar and numbers; empty when nothing runs. */
  readonly progress: string;
  readonly facts: readonly Fact[];
  readonly rows: readonly Row[];
  readonly warnings: readonly string[];
  readonly inputs: readonly Input[];
  /** The line on the way back; empty where nothing is changed. */
  readonly wayBack: string;
  /** The safe one first, four at most. */
  readonly buttons: readonly Button[];
  readonly foot: string;
  readonly details: readonly string[];
  readonly detailsTitle: string;
}

export const row = (text: string, color: Color = 'Default'): Row => ({ text, color });
