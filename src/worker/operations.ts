/**
 * All that a worker can be asked for, by name. There is no operation that takes text to run: what is not in this list cannot be asked.
 * Names and values are the vendor's (`windows/evidenced-cmdlets.json` says where each is from); a value of the vendor's that nobody has
 * seen yet comes through as it is.
 */
import { z } from 'zod';

const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
const name = z.string().min(1).max(200);
const address = z.string().regex(/^[^\s@"';|&$`(){}<>]{1,64}@[A-Za-z0-9.-]{1,255}$/);
const moment = z.string().datetime();
const count = z.number().int().min(0);
/** The vendor's word: an enumeration of theirs may grow. */
const word = z.string().max(100);
const scope = { workgroupId: guid };
const ids = z.array(guid).min(1).max(200);

const pass = z.object({
  passId: guid,
  itemId: guid,
  type: word,
  status: word,
  itemTypes: word.nullable(),
  itemStartDate: z.string().max(40).nullable(),
  itemEndDate: z.string().max(40).nullable(),
  createdAt: z.string().max(40).nullable(),
  startedAt: z.string().max(40).nullable(),
  completedAt: z.string().max(40).nullable(),
  licencePackId: guid.nullable(),
  failure: z.string().max(2_000).nullable(),
});

/** What became of one thing among many: one that the vendor refused does not hold up the others. */
const each = <const T extends readonly [string, ...string[]]>(outcomes: T) => ({
  outcome: z.enum(outcomes),
  message: z.string().max(2_000).nullable(),
});

export const operations = {
  /** Is the module there, does the sign-in work, what can this worker do? */
  probe: {
    arguments: z.object({ ...scope }).strict(),
    result: z.object({
      powershell: word,
      module: word.nullable(),
      missing: z.array(word),
      signedIn: z.boolean(),
    }),
  },
  ensureCustomer: {
    arguments: z.object({ ...scope, primaryDomain: name, companyName: name }).strict(),
    result: z.object({ customerId: guid, organizationId: guid, created: z.boolean() }),
  },
  /** People make endpoints in the console, because nobody has published how a program would: here they are found by their name. */
  findEndpoint: {
    arguments: z.object({ ...scope, organizationId: guid, name }).strict(),
    result: z.object({ endpointId: guid, type: word }),
  },
  ensureProject: {
    arguments: z
      .object({
        ...scope,
        organizationId: guid,
        name,
        exportType: word,
        importType: word,
        exportEndpointId: guid,
        importEndpointId: guid,
        /** `Key=Value` each. Others that stand there already stay. */
        advancedOptions: z.array(z.string().regex(/^[A-Za-z]+=[^\r\n]{0,500}$/)).max(100),
        zone: word,
        maximumSimultaneousMigrations: count,
        maximumItemFailures: count,
        purgePeriod: count,
        maxLicensesToConsume: count,
      })
      .strict(),
    result: z.object({
      projectId: guid,
      created: z.boolean(),
      /** Set already, and otherwise than asked: left as it is, for a person to decide. */
      differences: z.array(z.object({ field: word, wanted: z.string().max(1_000), found: z.string().max(1_000) })),
      flags: z.string().max(1_000).nullable(),
    }),
  },
  upsertItems: {
    arguments: z
      .object({
        ...scope,
        projectId: guid,
        items: z
          .array(z.object({ source: address, destination: address }).strict())
          .min(1)
          .max(200),
      })
      .strict(),
    result: z.object({
      items: z.array(
        z.object({
          source: z.string(),
          destination: z.string(),
          itemId: guid.nullable(),
          ...each(['created', 'found', 'not-unique', 'failed']),
        }),
      ),
    }),
  },
  licencePool: {
    arguments: z.object({ ...scope, productName: name }).strict(),
    result: z.object({
      productSkuId: guid,
      packs: z.array(
        z.object({ purchased: count, granted: count, used: count, revoked: count, expiresAt: z.string().nullable() }),
      ),
    }),
  },
  applyLicences: {
    arguments: z.object({ ...scope, customerId: guid, projectId: guid, productName: name, itemIds: ids }).strict(),
    result: z.object({
      items: z.array(z.object({ itemId: guid, ...each(['applied', 'already', 'no-user', 'no-item', 'failed']) })),
    }),
  },
  /**
   * `afterPassId` is the newest pass the asker knows of (null: none). The worker submits only while that is still the newest: a pass that
   * was submitted and never answered is found the next time, and no item gets two passes of one round.
   */
  submitPass: {
    arguments: z
      .object({
        ...scope,
        projectId: guid,
        type: z.enum(['Verification', 'Full', 'Repair']),
        /** Absent: everything. */
        itemTypes: z.enum(['Mail']).optional(),
        itemStartDate: moment.optional(),
        itemEndDate: moment.optional(),
        items: z
          .array(z.object({ itemId: guid, afterPassId: guid.nullable() }).strict())
          .min(1)
          .max(200),
      })
      .strict()
      .superRefine((asked, context) => {
        const shape = [asked.itemTypes, asked.itemStartDate, asked.itemEndDate].map((one) => one !== undefined);
        const evidenced = [
          [false, false, false],
          [true, false, true],
          [false, true, false],
        ].some((known) => known.every((part, place) => part === shape[place]));
        if (!evidenced || (asked.type !== 'Full' && shape.includes(true)))
          context.addIssue({
            code: 'custom',
            message: 'A pass is whole, or mail up to a date, or everything from a date; only Full has dates.',
          });
      }),
    result: z.object({
      items: z.array(
        z.object({
          itemId: guid,
          passId: guid.nullable(),
          /** another: a newer pass is there that is not of this kind; active: the newest has not ended. */
          ...each(['submitted', 'already', 'another', 'active', 'failed']),
        }),
      ),
    }),
  },
  stopPass: {
    arguments: z.object({ ...scope, itemIds: ids }).strict(),
    result: z.object({
      items: z.array(
        z.object({
          itemId: guid,
          passId: guid.nullable(),
          status: word.nullable(),
          ...each(['stopping', 'not-running', 'failed']),
        }),
      ),
    }),
  },
  /** By item: the newest pass of each. By project: a stretch of all passes, oldest first, so that a later stretch never shifts. */
  listPasses: {
    arguments: z
      .object({
        ...scope,
        projectId: guid,
        itemIds: ids.optional(),
        offset: count.optional(),
        limit: z.number().int().min(1).max(5_000).optional(),
      })
      .strict(),
    result: z.object({ passes: z.array(pass), next: count.nullable() }),
  },
  statistics: {
    arguments: z.object({ ...scope, itemIds: ids }).strict(),
    result: z.object({
      rows: z.array(
        z.object({
          itemId: guid,
          itemType: word,
          taskType: word,
          successCount: count,
          successSize: count,
          errorCount: count,
          errorSize: count,
          successCountTotal: count,
          successSizeTotal: count,
          errorCountTotal: count,
          errorSizeTotal: count,
        }),
      ),
    }),
  },
  /** Newest first. Subjects are never asked for. */
  errors: {
    arguments: z.object({ ...scope, itemIds: ids, perItem: z.number().int().min(1).max(500) }).strict(),
    result: z.object({
      errors: z.array(
        z.object({
          itemId: guid,
          type: word.nullable(),
          severity: word.nullable(),
          message: z.string().max(4_000),
          itemSize: count.nullable(),
          folder: z.string().max(1_000).nullable(),
          createdAt: z.string().max(40).nullable(),
        }),
      ),
      /** Items that have more than was asked for. */
      more: z.array(guid),
    }),
  },
} as const;

export type OperationName = keyof typeof operations;
export const operationNames = Object.keys(operations) as readonly OperationName[];
export type ArgumentsOf<O extends OperationName> = z.infer<(typeof operations)[O]['arguments']>;
export type ResultOf<O extends OperationName> = z.infer<(typeof operations)[O]['result']>;
