import type { Reply, Turn } from '../turns/turn.js';

/** A typed word. The slash, the mention of the bot and the case are gone when `run` sees the rest of the line. */
export interface Command {
  readonly word: string;
  readonly synonyms: readonly string[];
  /** Meant for the person who asked: in a channel the answer mentions them. */
  readonly personal: boolean;
  run(turn: Turn, rest: string): Promise<Reply>;
}
