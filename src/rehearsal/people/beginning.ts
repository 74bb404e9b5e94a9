/** The lead starts and gives out the roles. */
import { dayOfT } from './answers.js';
import { readStepCard, rolesSettledOn } from './card-reading.js';
import type { ClockWatch } from './clock-watch.js';
import type { Course } from './course.js';
import { quietMs } from './patience.js';
import type { PlayOptions } from './play-options.js';
import type { PersonInRoom } from './room-client.js';
import type { Sayings } from './sayings.js';

/** Where somebody else acts as the lead, they do. */
export async function begin(
  options: PlayOptions,
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
  const settled = before ? await settledRoles(lead) : ['project-manager'];
  for (const { key, name, roles } of options.cast) {
    for (const role of roles) {
      if (options.signal.aborted) return;
      if (!settled.includes(role)) await sayings.say(lead, `/assign ${role} @${name}`, ['bot', key]);
    }
  }
}

/** In a migration found under way somebody has given out roles already, to whomever: the lead asks the bot, in their own chat, and leaves those. */
async function settledRoles(lead: PersonInRoom): Promise<readonly string[]> {
  const { id } = await lead.say('personal', '/roles');
  const texts = await lead.until(
    () => lead.cards('personal').find(({ messageId }) => Number(messageId) > Number(id))?.texts,
  );
  return rolesSettledOn(texts);
}
