/** The lead starts and gives out the roles. */
import { dayOfT } from './answers.js';
import { holdersOn, readStepCard, rolesSettledOn } from './card-reading.js';
import type { ClockWatch } from './clock-watch.js';
import type { Course } from './course.js';
import { quietMs } from './patience.js';
import type { PlayOptions } from './play-options.js';
import type { PersonInRoom } from './room-client.js';
import type { Sayings } from './sayings.js';

/** Whoever starts has this role. */
const leading = 'project-manager';

interface Roster {
  /** Who gives out the roles; null: somebody at the page does. */
  readonly lead: PersonInRoom | null;
  readonly settled: readonly string[];
}

/** Where somebody else acts as the lead, they do. */
export async function begin(
  options: PlayOptions,
  people: readonly PersonInRoom[],
  { lead }: Pick<Course, 'lead'>,
  sayings: Sayings,
  clock: ClockWatch,
): Promise<void> {
  const first = options.cast[0];
  const started = (): boolean => lead.cards('channel').some((card) => readStepCard(card) !== null);
  if (first?.key !== lead.key) {
    while (!started() && !options.signal.aborted) await lead.next(quietMs);
    return;
  }
  await lead.until(() => lead.cards('channel').length > 0);
  const before = started();
  if (!before) {
    await sayings.say(lead, `/start ${dayOfT(clock.now)} 20:00`, ['bot']);
    await sayings.waitSayingAgain(started);
  }
  const roster = before ? await rosterFound(options, people, lead) : { lead, settled: [leading] };
  if (roster.lead === null) return;
  for (const { key, name, roles } of options.cast) {
    for (const role of roles) {
      if (options.signal.aborted) return;
      if (!roster.settled.includes(role)) await sayings.say(roster.lead, `/assign ${role} @${name}`, ['bot', key]);
    }
  }
}

/**
 * In a migration found under way somebody has begun and perhaps given out roles already, to whomever: those are left. The others are given by
 * whoever leads it by now, which need not be the one who would have begun.
 */
async function rosterFound(
  { cast }: PlayOptions,
  people: readonly PersonInRoom[],
  asking: PersonInRoom,
): Promise<Roster> {
  const { id } = await asking.say('personal', '/roles');
  const texts = await asking.until(
    () => asking.cards('personal').find(({ messageId }) => Number(messageId) > Number(id))?.texts,
  );
  const leads = holdersOn(texts, leading);
  const isLead = ({ key }: PersonInRoom): boolean => cast.some((one) => one.key === key && leads.includes(one.name));
  return { lead: people.find(isLead) ?? null, settled: rolesSettledOn(texts) };
}
