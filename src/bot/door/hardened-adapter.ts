import { TeamsAdapter } from '../teams-ai.js';
import type { Activity, InvokeResponse, Request, Response, TurnContext } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import {
  DoorRefusal,
  expectChannelToken,
  expectHostTenant,
  shapedActivity,
  unauthorised,
  type IncomingActivity,
} from './door.js';
import { BotCredentials, type BotToken } from './credentials.js';
import { ReplayGuard } from './replay-guard.js';
import { frameworkSettings, isLoopback, issuerOf, type BotTrust } from './trust.js';

/** Tokens are taken up to five minutes after they expire, as the SDK does. */
const clockTolerance = 5 * 60_000;

export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export interface HardenedAdapterOptions {
  readonly trust: BotTrust;
  readonly token: BotToken;
  readonly now?: () => number;
  /** Told of everything refused at the door; the activity is not to be believed. */
  readonly onRefused?: (refusal: DoorRefusal, body: unknown) => void;
  /** Told of what broke inside a turn. */
  readonly onFault: (fault: unknown, activity: IncomingActivity) => HttpAnswer;
}

type Turn = (context: TurnContext) => Promise<void>;

/**
 * The customer's adapter with the door shut properly: whatever is wrong with a request is answered 400, 401 or 403 before a handler
 * runs. The signature itself is checked by the Bot Framework (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication).
 */
export class HardenedAdapter extends TeamsAdapter {
  private readonly replays: ReplayGuard;

  constructor(private readonly options: HardenedAdapterOptions) {
    super(frameworkSettings(options.trust), new BotCredentials(options.trust.appId, options.token));
    this.replays = new ReplayGuard(options.now ?? Date.now);
  }

  /** One request of the channel, from the raw header and the parsed body to the answer. Never throws. */
  async receive(authorization: string, body: unknown, turn: Turn): Promise<HttpAnswer> {
    let activity: IncomingActivity;
    let identity: Awaited<ReturnType<HardenedAdapter['authenticate']>>;
    try {
      const { expires } = expectChannelToken(authorization, {
        issuer: issuerOf(this.options.trust),
        appId: this.options.trust.appId,
      });
      activity = shapedActivity(body);
      this.expectServiceUrl(activity);
      identity = await this.authenticate(authorization, activity);
      expectHostTenant(activity, this.options.trust.tenantId);
      if (!this.replays.admit(activity, expires + clockTolerance)) {
        throw new DoorRefusal(403, 'Replayed', 'The activity was delivered before.');
      }
    } catch (fault) {
      const refusal = fault instanceof DoorRefusal ? fault : unauthorised();
      this.options.onRefused?.(refusal, body);
      return { status: refusal.status, body: { error: { code: refusal.code, message: refusal.message } } };
    }
    try {
      const answer = await super.processActivity(identity, activity as unknown as Activity, turn);
      return answer === undefined ? { status: 200 } : { status: answer.status, body: answer.body };
    } catch (fault) {
      return this.options.onFault(fault, activity);
    }
  }

  /** The SDK's own entry, kept behind the same door. Upgrades to a socket are closed: nothing here speaks that protocol. */
  override async process(request: Request, response: Response, turn: Turn): Promise<void>;
  override async process(request: Request, socket: unknown, head: unknown, turn: Turn): Promise<void>;
  override async process(request: Request, responseOrSocket: unknown, turnOrHead: unknown): Promise<void> {
    if (typeof turnOrHead !== 'function') {
      (responseOrSocket as { end(): void }).end();
      return;
    }
    const headers = (request.headers ?? {}) as Record<string, string | undefined>;
    const answer = await this.receive(headers['authorization'] ?? '', request.body, turnOrHead as Turn);
    const response = responseOrSocket as Response;
    response.status(answer.status);
    if (answer.body !== undefined) response.send(answer.body);
    response.end();
  }

  /** Only `receive` lets an activity in; the SDK's other paths (sockets, pipes, direct calls) stay closed. */
  protected override async processActivity(): Promise<InvokeResponse | undefined> {
    throw new AuthenticationError('refused', 401);
  }

  private async authenticate(authorization: string, activity: IncomingActivity) {
    try {
      return await this.botFrameworkAuthentication.authenticateRequest(activity as unknown as Activity, authorization);
    } catch (fault) {
      // The keys could not be fetched: nobody is at fault, and the channel may try again.
      if (fault instanceof Error && (fault.name === 'FetchError' || /^Failed to load/.test(fault.message))) {
        throw new DoorRefusal(503, 'KeysUnavailable', 'The signing keys of the channel cannot be reached.');
      }
      throw unauthorised();
    }
  }

  /** The bot answers, with its own token, to the address the activity names: live that is always https. */
  private expectServiceUrl(activity: IncomingActivity): void {
    const rehearsal = this.options.trust.kind === 'rehearsal';
    if (rehearsal ? !isLoopback(activity.serviceUrl) : new URL(activity.serviceUrl).protocol !== 'https:') {
      throw new DoorRefusal(400, 'BadServiceUrl', 'The service address of the activity is not one of the channel.');
    }
  }
}
