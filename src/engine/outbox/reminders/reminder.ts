/** One reminder as its card tells it: what it named, and what of that still waits. */
import type { Core } from '../../core.js';
import { loadPeople, plainPerson } from '../../roles/roster.js';
import type { Reminder } from '../../state.js';
import { look } from './remind.js';

export async function readReminder(core: Core, key: string): Promise<Reminder | null> {
  const row = await core.db.selectFrom('reminder').selectAll().where('key', '=', key).executeTakeFirst();
  if (row === undefined) return null;
  const people = (await loadPeople(core.db)).map(plainPerson);
  const person = people.find(({ id }) => id === row.person_id);
  if (person === undefined) return null;
  const { waiting } = await look(core);
  const now = waiting.find((one) => one.person.id === person.id)?.items ?? [];
  return {
    key,
    person,
    at: row.at,
    items: row.items.map((item) => ({
      ...item,
      waits: now.some(
        ({ stepId, kind, of }) =>
          stepId === item.stepId && kind === item.kind && (of === undefined) === (item.of === undefined),
      ),
      others: people.filter(({ id }) => item.of?.includes(id)),
    })),
  };
}
