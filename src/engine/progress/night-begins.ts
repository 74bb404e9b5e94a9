/** From the first change of the night on the go stands: its card no longer offers to take it back. */
import { nightBegunBy, ofTheNight } from '../attempts/night-begun.js';
import { markStepCard } from '../cards/mark.js';
import { stepWith } from '../core.js';
import type { Unit } from '../core.js';

export async function tellThatTheNightBegan(unit: Unit): Promise<void> {
  const gate = stepWith(unit.core, 'beginsTheNight');
  const moved = new Set(unit.effects.moves.map(({ stepId }) => stepId));
  const ofNight = ofTheNight(unit).flatMap(({ id }) => (moved.has(id) ? [id] : []));
  if (gate === undefined || ofNight.length === 0) return;
  // Once is enough: what moves later begins nothing.
  if ((await nightBegunBy(unit, ofNight)) === null && (await nightBegunBy(unit)) !== null)
    await markStepCard(unit, gate.id);
}
