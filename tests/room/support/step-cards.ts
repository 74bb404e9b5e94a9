/** Cards about one step, on which some of the people have a button of their own. */
import { cast } from '../../../src/rehearsal/cast';
import { cardAnswer, simpleCard, textAnswer, withCard, type FakeBot } from './fake-bot';

export const nameOf = (key: string): string => cast.find((one) => one.key === key)?.name ?? '';

const approve = { type: 'Action.Execute', title: 'Approve 12 changes', verb: 'approve', data: { attemptId: 'a1' } };
const standing = { type: 'Action.Execute', title: 'Look again', verb: 'refresh', data: {} };

export class StepCards {
  /** Who pressed, on which card. */
  private readonly presses: (readonly [string, string])[] = [];
  private readonly own = new Map<string, Record<string, unknown>>();
  private wake: () => void = () => undefined;

  constructor(
    private readonly bot: FakeBot,
    private readonly channel: string,
  ) {}

  /** Whoever presses is told that it cannot be now. */
  async post(sign: string, whose: readonly string[]): Promise<string> {
    const texts = [`${sign} 46 · Access`, 'access-granted · log'].map((text) => ({ type: 'TextBlock', text }));
    const card = (actions: readonly object[]): Record<string, unknown> => simpleCard('', { body: texts, actions });
    const members = await this.bot.members(this.channel);
    const userIds = members.filter(({ name }) => whose.some((key) => name === nameOf(key))).map(({ id }) => id);
    this.bot.answer = ({ type, value, replyToId, from }) => {
      if (type !== 'invoke') return {};
      if (value?.trigger === 'automatic') return cardAnswer(this.own.get(replyToId ?? '') ?? card([approve]));
      this.presses.push([from.name, replyToId ?? '']);
      this.wake();
      return textAnswer('Not now.');
    };
    const id = await this.bot.newPost(this.channel, withCard({ ...card([]), refresh: { action: standing, userIds } }));
    this.own.set(id, card([approve]));
    return id;
  }

  pressedBy(key: string): readonly string[] {
    return this.presses.flatMap(([name, id]) => (name === nameOf(key) ? [id] : []));
  }

  async untilPressed(key: string, messageId?: string): Promise<void> {
    while (!this.pressedBy(key).some((id) => messageId === undefined || id === messageId))
      await new Promise<void>((resolve) => (this.wake = resolve));
  }
}
