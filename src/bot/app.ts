import { randomUUID } from 'node:crypto';
import { Application, type TurnState } from './teams-ai.js';
import type { Activity, TurnContext } from 'botbuilder';
import type { Verb } from '../contract/verbs.js';
import type { Engine } from '../engine/api.js';
import type { Refusal } from '../errors.js';
import type { Views } from '../views/api.js';
import { parseButtonData, type ButtonData } from './turns/button-data.js';
import type { ChannelBinding } from './channel/channel-binding.js';
import { understand } from './commands/index.js';
import { cardMessage, textMessage, type Courier, type MentionedPerson } from './channel/courier.js';
import { handedIn } from './files/handed.js';
import { receiveFiles, type ReceiveOptions } from './files/receive.js';
import type { HardenedAdapter } from './door/hardened-adapter.js';
import type { BotLog } from './log.js';
import type { OutboxWorker } from './channel/outbox.js';
import type { ChannelPeople } from './channel/people.js';
import type { Reply, Turn } from './turns/turn.js';
import { channelOf, languageOf, type TurnMaker } from './turns/turn-maker.js';
import { verbTable } from './turns/verbs.js';

/** Writes a refusal of somebody who is nobody here into the audit log, as far as there are not too many. */
export type RefusalAudit = (refusal: Refusal) => void;

export interface AppOptions {
  readonly adapter: HardenedAdapter;
  readonly appId: string;
  readonly engine: Engine;
  readonly views: Views;
  readonly turns: TurnMaker;
  readonly courier: Courier;
  readonly outbox: OutboxWorker;
  readonly binding: ChannelBinding;
  readonly people: ChannelPeople;
  readonly files: ReceiveOptions;
  readonly audit: RefusalAudit;
  readonly log: BotLog;
}

/** The routes of the bot: typed words, card buttons, and what Teams tells about the channel. */
export function createApp(options: AppOptions): Application {
  const app = new Application({ adapter: options.adapter, botAppId: options.appId, startTypingTimer: false });
  const edge = new Edge(options);

  for (const verb of Object.keys(verbTable) as Verb[]) {
    app.adaptiveCards.actionExecute(verb, async (context) => {
      await edge.pressed(context, verb);
      // The invoke is answered by then: a card returned here could be shown to everybody by teams-ai.
      return '';
    });
    app.adaptiveCards.actionSubmit(verb, (context) => edge.submitted(context, verb));
  }
  app.addRoute(
    async ({ activity }) => activity.type === 'invoke',
    async (context) => edge.unknownInvoke(context),
    true,
  );
  app.activity('message', (context) => edge.typed(context));
  app.activity(['installationUpdate', 'conversationUpdate'], (context) => edge.channelChanged(context));
  app.error((context, fault) => edge.broke(context, fault));
  return app as Application<TurnState>;
}

class Edge {
  constructor(private readonly options: AppOptions) {}

  async typed(context: TurnContext): Promise<void> {
    const handed = handedIn(context.activity);
    await this.saying(context, async (turn) => {
      if (handed.length > 0) return receiveFiles(turn, handed, context.activity.serviceUrl, this.options.files);
      if (isButton(context.activity.value)) return this.refuse(turn, { code: 'card.unknown-verb', facts: {} });
      const understood = understand(context.activity.text ?? '');
      if (understood.command !== null) {
        const { command, rest } = understood;
        return { ...(await command.run(turn, rest)), personal: command.personal };
      }
      const { typed } = understood;
      return {
        kind: 'refused',
        refusal:
          'button' in understood
            ? { code: 'command.is-a-button', facts: { typed, button: understood.button } }
            : { code: 'command.unknown', facts: { typed, nearest: understood.nearest } },
      };
    });
  }

  /** Clients without Action.Execute: the answer is a message all can read, so nobody's own buttons are on it. */
  async submitted(context: TurnContext, verb: Verb): Promise<void> {
    await this.saying(context, (turn) => {
      const everybody = turn.channel === null ? turn.openly : turn.painter.everybody();
      return this.run({ ...turn, personally: everybody }, verb, context.activity.value);
    });
  }

  async pressed(context: TurnContext, verb: Verb): Promise<void> {
    await this.responding(context, async (turn) => {
      const { action, trigger } = context.activity.value as { action?: { data?: unknown }; trigger?: string };
      const data = action?.data ?? {};
      if (verb === 'refresh' && trigger === 'automatic') await this.knownToBeThere(context.activity, data);
      return this.run(turn, verb, data);
    });
  }

  async unknownInvoke(context: TurnContext): Promise<void> {
    await this.responding(context, (turn) => this.refuse(turn, { code: 'card.unknown-verb', facts: {} }));
  }

  async channelChanged({ activity }: TurnContext): Promise<void> {
    this.options.people.forget();
    const left = (activity.membersRemoved ?? []).some(({ id }) => id === activity.recipient.id);
    if (left || (activity as { action?: string }).action === 'remove') {
      this.options.log.warn({ conversation: activity.conversation.id }, 'the bot was removed from the channel');
      return;
    }
    await this.learnChannel(activity);
    await this.options.outbox.resume();
  }

  async broke(context: TurnContext, fault: unknown): Promise<void> {
    const text = this.fault(context.activity, fault);
    if (context.activity.type === 'invoke') await respond(context, messageResponse(text));
    else if (context.activity.type === 'message') this.reply(context.activity, textMessage(text));
  }

  private async run<V extends Verb>(turn: Turn, verb: V, sent: unknown): Promise<Reply> {
    const parsed = parseButtonData(verb, sent);
    if (!parsed.ok) return this.refuse(turn, { code: 'card.edited', facts: { verb, field: parsed.field } });
    const handle = verbTable[verb] as (turn: Turn, data: ButtonData<V>) => Promise<Reply>;
    return handle(turn, parsed.data);
  }

  /** A refusal the engine has not seen, so it has to be told. */
  private async refuse(turn: Turn, refusal: Refusal): Promise<Reply> {
    await this.options.engine.commands.recordRefusal(turn.actor, refusal);
    return { kind: 'refused', refusal };
  }

  private async saying(
    context: TurnContext,
    act: (turn: Turn) => Promise<Reply & { personal?: boolean }>,
  ): Promise<void> {
    const { activity } = context;
    await this.learnChannel(activity);
    const turn = await this.options.turns.of(context);
    if (turn === null) {
      this.reply(activity, textMessage(this.stranger(activity), ...mentionOf(activity)));
      return;
    }
    const answer = await act(turn);
    const mention = turn.channel === null ? undefined : { id: turn.member.id, name: turn.member.name };
    const toThem = mention === undefined ? [] : [mention];
    const { views } = this.options;
    if (answer.kind === 'card') {
      this.reply(activity, cardMessage(answer.card, answer.personal === true ? mention : undefined), answer.follow);
      this.call(activity, answer);
    } else if (answer.kind === 'text') this.reply(activity, textMessage(answer.text, ...toThem));
    else this.reply(activity, cardMessage(views.refusal(answer.refusal, turn.personally), mention));
  }

  private async responding(context: TurnContext, act: (turn: Turn) => Promise<Reply>): Promise<void> {
    const { activity } = context;
    try {
      await this.learnChannel(activity);
      const turn = await this.options.turns.of(context);
      if (turn === null) return await respond(context, messageResponse(this.stranger(activity)));
      const answer = await act(turn);
      if (answer.kind === 'card') {
        this.call(activity, answer);
        return await respond(context, { type: 'application/vnd.microsoft.card.adaptive', value: answer.card.content });
      }
      const text = answer.kind === 'text' ? answer.text : this.options.views.refusalText(answer.refusal, turn.lang);
      await respond(context, messageResponse(text));
    } catch (fault) {
      await respond(context, messageResponse(this.fault(activity, fault)));
    }
  }

  /** An edit calls nobody: whoever is concerned by what somebody did is mentioned in a message of its own. */
  private call(activity: Activity, { calling }: Extract<Reply, { kind: 'card' }>): void {
    if (calling !== undefined) this.reply(activity, textMessage(calling.text, ...calling.people));
  }

  private stranger(activity: Activity): string {
    const refusal = { code: 'person.not-member', facts: { name: activity.from.name ?? '' } };
    this.options.audit(refusal);
    return this.options.views.refusalText(refusal, languageOf(activity.locale));
  }

  private fault(activity: Activity, fault: unknown): string {
    const id = randomUUID().slice(0, 8);
    this.options.log.error({ err: fault, id, activity: activity.id, type: activity.type }, 'a turn failed');
    return this.options.views.refusalText({ code: 'fault.internal', facts: { id } }, languageOf(activity.locale));
  }

  private reply(activity: Activity, message: Readonly<Record<string, unknown>>, follow?: string): void {
    const { id } = activity.conversation;
    const inChannel = channelOf({ activity }) !== null;
    const thread = inChannel && !id.includes(';messageid=') ? `${id};messageid=${activity.id ?? ''}` : id;
    this.options.courier.replyLater(activity.serviceUrl, thread, message, (delivery) => {
      if (delivery.kind !== 'sent')
        return this.options.log.warn({ delivery, activity: activity.id }, 'an answer was not delivered');
      if (follow === undefined) return;
      const key = `${follow}:${delivery.activityId.replace(/[^\w.-]/g, '-').slice(0, 120)}`;
      this.options.engine.outbox.follow(key, delivery).catch((fault: unknown) => {
        this.options.log.warn({ err: fault, activity: activity.id }, 'an answer will not be edited');
      });
    });
  }

  private async learnChannel(activity: Activity): Promise<void> {
    const channel = channelOf({ activity });
    if (channel !== null) await this.options.binding.learn(channel);
  }

  private async knownToBeThere(activity: Activity, data: unknown): Promise<void> {
    const key = (data as { card?: unknown }).card;
    if (typeof key !== 'string' || activity.replyToId === undefined) return;
    await this.options.outbox.seen(key, {
      conversationId: activity.conversation.id,
      activityId: activity.replyToId,
    });
  }
}

const isButton = (value: unknown): boolean => typeof value === 'object' && value !== null;

const mentionOf = (activity: Activity): readonly MentionedPerson[] =>
  channelOf({ activity }) === null ? [] : [{ id: activity.from.id, name: activity.from.name }];

interface InvokeBody {
  readonly type: string;
  readonly value: unknown;
}

const messageResponse = (text: string): InvokeBody => ({
  type: 'application/vnd.microsoft.activity.message',
  value: text,
});

/**
 * Answers the invoke by hand. Returned from a teams-ai handler, a card with `refresh` would be written over the message for everybody,
 * and go on being written for that verb until the next start (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views).
 */
async function respond(context: TurnContext, { type, value }: InvokeBody): Promise<void> {
  await context.sendActivity({
    type: 'invokeResponse',
    value: { status: 200, body: { statusCode: 200, type, value } },
  });
}
