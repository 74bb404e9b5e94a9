/** Whoever lifts a stop must know what begins again in that moment: each step, and how much of it is left. */
import type { Stop } from '../../engine/state.js';
import type { Words } from '../words/words.js';

export function goesOnLines({ goesOn }: Stop, words: Words): readonly string[] {
  if (goesOn === undefined) return [];
  if (goesOn.length === 0) return [words.say('stop.nothing-goes-on')];
  return [
    words.say('stop.goes-on', { count: goesOn.length }),
    ...goesOn.map(({ stepId, left, undo }) => {
      const step = `${undo === true ? '↩ ' : ''}${words.titleById(stepId)}`;
      return `– ${words.say('stop.step', { step, left })}`;
    }),
  ];
}
