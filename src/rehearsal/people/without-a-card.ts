/**
 * A step that finds nothing to do comes to its end without a card: the channel shows what follows it and nothing of it. The lead then looks it
 * up in the log, in their own chat.
 */
import { readStepCard } from './card-reading.js';
import type { Course } from './course.js';
import type { PlayOptions } from './play-options.js';

const answeredWithinMs = 5_000;

export type EndWithoutACard = 'verified' | 'does-not-apply';

export class WithoutACard {
  private asked = -1;

  constructor(
    private readonly options: PlayOptions,
    private readonly course: Course,
  ) {}

  /** How the step ended that the play is to come to; null where it has a card, or nothing stands on it yet. Once a press. */
  async lookUp(): Promise<EndWithoutACard | null> {
    const { until, backOutAt, followedBy = [] } = this.options;
    const awaited = backOutAt ?? until;
    if (this.asked === this.course.actedAt || this.course.isOver(awaited)) return null;
    const { lead } = this.course;
    const shown = lead.cards('channel').flatMap((card) => readStepCard(card)?.stepId ?? []);
    if (shown.includes(awaited) || !followedBy.some((id) => shown.includes(id))) return null;
    this.asked = this.course.actedAt;
    const { id } = await lead.say('personal', `/log ${awaited}`);
    const answer = await lead
      .until(() => lead.cards('personal').find(({ messageId }) => Number(messageId) > Number(id)), answeredWithinMs)
      .catch(() => null);
    return answer === null ? null : endInLog(answer.texts);
  }
}

/** By its newest entry, in the reader's language. */
export function endInLog(texts: readonly string[]): EndWithoutACard | null {
  const newest = texts.find((text) => text.startsWith('{{DATE(')) ?? '';
  if (/: (verified|проверено)( ·|$)/.test(newest)) return 'verified';
  return /: (does not apply|не применяется)( ·|,|$)/.test(newest) ? 'does-not-apply' : null;
}
