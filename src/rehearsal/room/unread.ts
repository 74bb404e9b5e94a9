/** What the badges count. Teams counts every mention until it is read; here one counts as long as it waits for that person. */
import type { Directory } from './directory.js';
import type { RoomPerson } from './identities.js';
import { refreshFor } from './message-view.js';
import type { Message, RoomState } from './state.js';

/** How many messages of a conversation somebody has not read, and how many of those call them by name and wait for them still. */
export function unreadOf(
  directory: Directory,
  state: RoomState,
  person: RoomPerson,
  conversationId: string,
): { readonly unread: number; readonly mentions: number } {
  const upTo = Number(state.read.get(person.key)?.get(conversationId) ?? 0);
  let [unread, mentions] = [0, 0];
  for (const message of state.messages.values()) {
    if (message.conversationId !== conversationId || Number(message.id) <= upTo || message.deletedBy !== null) continue;
    if (message.from.kind === 'person' && message.from.key === person.key) continue;
    unread += 1;
    if (callsFor(directory, state, person, message)) mentions += 1;
  }
  return { unread, mentions };
}

function callsFor(directory: Directory, state: RoomState, person: RoomPerson, message: Message): boolean {
  if (!message.mentioned.includes(person.key) || state.pressed.get(message.id)?.has(person.key)) return false;
  if (refreshFor(directory, person, message) !== null) return true;
  // A card that has changed since, and has no form for them any more, waits for somebody else or for nobody.
  if (message.editedAt !== null) return directory.mentionedIn(message).includes(person.key);
  return !answers(state, person, message);
}

/** What somebody typed was answered with their name: nobody waits for them. */
function answers(state: RoomState, { key }: RoomPerson, { id, rootId, from }: Message): boolean {
  if (from.kind !== 'bot' || rootId === null) return false;
  let last: Message | null = null;
  for (const said of state.messages.values())
    if (said.rootId === rootId && said.from.kind === 'person' && Number(said.id) < Number(id)) last = said;
  return last?.from.kind === 'person' && last.from.key === key;
}
