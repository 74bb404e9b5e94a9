/** What an activity must look like before any handler sees it: shape, token and tenant, each with its own answer. */
import { z } from 'zod';

/** Refused at the door: no handler saw the activity. */
export class DoorRefusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 503,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'DoorRefusal';
  }
}

const id = z.string().min(1).max(1024);

/** Loose where Teams is free to add, strict on what the bot acts upon. */
const activityShape = z
  .object({
    type: z.string().min(1).max(64),
    id: id.optional(),
    channelId: z.literal('msteams'),
    serviceUrl: z.string().max(2048).refine(isServiceUrl),
    from: z
      .object({ id, aadObjectId: z.string().uuid().optional(), name: z.string().max(256).optional() })
      .passthrough(),
    recipient: z.object({ id }).passthrough(),
    conversation: z
      .object({ id, tenantId: z.string().optional(), conversationType: z.string().optional() })
      .passthrough(),
    text: z.string().nullable().optional(),
    name: z.string().optional(),
    locale: z.string().max(64).nullable().optional(),
    replyToId: z.string().nullable().optional(),
    channelData: z
      .object({ tenant: z.object({ id: z.string() }).passthrough().optional() })
      .passthrough()
      .optional(),
    entities: z.array(z.record(z.unknown())).optional(),
  })
  .passthrough();

export type IncomingActivity = z.infer<typeof activityShape>;

function isServiceUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** @throws {DoorRefusal} 400 naming the fields, never their values. */
export function shapedActivity(body: unknown): IncomingActivity {
  const parsed = activityShape.safeParse(body);
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'the body'))].join(', ');
    throw new DoorRefusal(400, 'BadSyntax', `Not an activity of Teams: ${fields}.`);
  }
  const activity = parsed.data;
  if ((activity.type === 'message' || activity.type === 'invoke') && activity.id === undefined) {
    throw new DoorRefusal(400, 'BadSyntax', 'Not an activity of Teams: id.');
  }
  return activity;
}

/** What the Bot Framework's own check of the signature does not answer with a clean 401, looked at before it. */
export function expectChannelToken(
  authorization: string,
  expected: { issuer: string; appId: string },
): { expires: number } {
  const [scheme, token, ...rest] = authorization.split(' ');
  if (scheme !== 'Bearer' || !token || rest.length > 0) throw unauthorised();
  const parts = token.split('.');
  const header = tokenPart(parts[0]);
  const claims = tokenPart(parts[1]);
  // Not JSON, or `null` inside: the SDK would answer 500.
  if (parts.length !== 3 || header === null || claims === null) throw unauthorised();
  const numbers = [claims['exp'], claims['nbf']].every((claim) => typeof claim === 'number' && Number.isFinite(claim));
  // A token that names another application beside the audience is one of a bot or of the emulator, never the channel's.
  const ofAnotherBot = [claims['appid'], claims['azp']].some(
    (claim) => claim !== undefined && claim !== expected.appId,
  );
  if (
    typeof header['kid'] !== 'string' ||
    !/^RS(256|384|512)$/.test(String(header['alg'])) ||
    claims['iss'] !== expected.issuer ||
    claims['aud'] !== expected.appId ||
    typeof claims['serviceurl'] !== 'string' ||
    !numbers ||
    ofAnotherBot
  ) {
    throw unauthorised();
  }
  return { expires: (claims['exp'] as number) * 1000 };
}

function tokenPart(part: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** The same sentence for every reason: the answer must not tell the sender of a bad token what is wrong with it. */
export const unauthorised = (): DoorRefusal => new DoorRefusal(401, 'Unauthorized', 'The request is not authorised.');

/** @throws {DoorRefusal} 403 for another tenant, and for a person without an account in the host tenant. */
export function expectHostTenant(activity: IncomingActivity, tenantId: string): void {
  const tenants = [activity.conversation.tenantId, activity.channelData?.tenant?.id].filter(
    (tenant) => tenant !== undefined,
  );
  if (tenants.length === 0 || tenants.some((tenant) => tenant.toLowerCase() !== tenantId.toLowerCase())) {
    throw new DoorRefusal(403, 'OtherTenant', 'The activity belongs to another tenant.');
  }
  if ((activity.type === 'message' || activity.type === 'invoke') && activity.from.aadObjectId === undefined) {
    throw new DoorRefusal(403, 'NoPerson', 'The activity names nobody of the tenant.');
  }
}
