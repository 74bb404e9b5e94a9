import { openJournal } from '../journal.js';
import { applyEntry, snapshotOf, stateFrom, type Entry, type RoomState } from './state.js';

/** The room's state behind its journal: what `record` returned from is on disk, and whoever listens has been told. */
export interface ChannelMemory {
  readonly state: RoomState;
  record(entry: Entry): void;
  /** Ids look like Teams' own: milliseconds, never twice. */
  nextId(): string;
  onEntry(listener: (entry: Entry) => void): void;
  close(): void;
}

const compactAfter = 2_000;

export function openMemory(folder: string | null, now: () => Date): ChannelMemory {
  const journal = openJournal(folder, 'room');
  const kept = journal.load();
  const state = stateFrom(kept.snapshot);
  for (const entry of kept.entries) applyEntry(state, entry as Entry);
  const listeners: ((entry: Entry) => void)[] = [];
  let since = kept.entries.length;

  return {
    state,
    record(entry) {
      journal.append(entry);
      applyEntry(state, entry);
      since += 1;
      if (since >= compactAfter) {
        journal.compact(snapshotOf(state));
        since = 0;
      }
      for (const listener of listeners) listener(entry);
    },
    nextId() {
      state.lastId = Math.max(state.lastId + 1, now().getTime());
      return String(state.lastId);
    },
    onEntry: (listener) => void listeners.push(listener),
    close: () => journal.close(),
  };
}
