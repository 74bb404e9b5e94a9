/** A picture of how much of what is through was seen (https://adaptivecards.microsoft.com/?topic=Chart.HorizontalBar); the text in its place says the same. */
import type { HowDone } from '../../engine/state.js';
import { doneInOrder } from '../words/how-done.js';
import type { Words } from '../words/words.js';

export interface Chart {
  readonly title: string;
  readonly data: readonly { readonly x: string; readonly y: number; readonly color: string }[];
  readonly text: string;
}

export const noChart: Chart = { title: '', data: [], text: '' };

/** As the signs of the steps are coloured: what was seen, and what was not. */
const colors: Readonly<Record<keyof HowDone, string>> = {
  seen: 'good',
  said: 'neutral',
  accepted: 'warning',
  decided: 'neutral',
  notNeeded: 'neutral',
};

export function howChart(how: HowDone, words: Words): Chart {
  const data = doneInOrder
    .filter((on) => how[on] > 0)
    .map((on) => ({ x: words.say(`chart.${on}`), y: how[on], color: colors[on] }));
  const count = data.reduce((sum, { y }) => sum + y, 0);
  if (count === 0) return noChart;
  const title = words.say('chart.title', { count });
  return { title, data, text: [title, ...data.map(({ x, y }) => `${x} ${y}`)].join(' · ') };
}
