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

/** Teams' own badge knows these looks; on the coloured head of a card it is filled. */
export type BadgeStyle = 'Default' | 'Subtle' | 'Accent' | 'Good' | 'Warning' | 'Attention';

const badges: Readonly<Record<Style, BadgeStyle>> = {
  default: 'Default',
  emphasis: 'Subtle',
  accent: 'Accent',
  good: 'Good',
  warning: 'Warning',
  attention: 'Attention',
};

export const badgeOf = (style: Style): BadgeStyle => badges[style];

/** How many of how many, for hosts that draw a bar (`value`, `max`) and for those that show one as text. */
export interface ProgressLine {
  readonly value: number;
  readonly max: number;
  readonly bar: string;
  /** The numbers and the pace. */
  readonly text: string;
}

export const nothingRuns: ProgressLine = { value: 0, max: 0, bar: '', text: '' };

export interface CardData {
  readonly title: string;
  readonly state: { readonly text: string; readonly style: Style; readonly badge: BadgeStyle };
  /** Who must do what now, or nothing. */
  readonly sentence: string;
  readonly progress: ProgressLine;
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
