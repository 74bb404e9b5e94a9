/**
 * Guide 22–24, 29–31: as whom the mover comes in, and by which door. Nobody can read that out of a tenant: both depend on how the project is set up
 * in the mover. Its accounts are those of the configuration, because bulk changes leave them out.
 */
import { z } from 'zod';
import type { ProtectedAccount, StepContext } from '../../contract/context.js';
import { defineDecision, type BrokenRule } from '../../contract/decision.js';
import { defineAnswers } from '../../contract/output.js';
import type { Side } from '../../contract/step.js';

const answers = z.object({
  moverProtocol: z.enum(['ews', 'graph']),
  moverSignsIn: z.enum(['application', 'account']),
  sourceMoverApp: z.string().optional(),
  destinationMoverApp: z.string().optional(),
});
export type MoverIdentity = z.output<typeof answers>;

export const moverIdentity = defineAnswers<MoverIdentity>('mover-identity', answers);

export const sides = ['source', 'destination'] as const satisfies readonly Side[];
const appField = { source: 'sourceMoverApp', destination: 'destinationMoverApp' } as const;

/** Lower case; null: nobody named one. */
export const moverAppOf = (mover: MoverIdentity, side: Side): string | null =>
  mover[appField[side]]?.trim().toLowerCase() ?? null;

export const moverAccounts = (
  { protectedAccounts }: Pick<StepContext, 'protectedAccounts'>,
  side: Side,
): readonly ProtectedAccount[] => protectedAccounts.filter((one) => one.why === 'mover' && one.side === side);

export const moverIdentityDecision = defineDecision({
  name: 'mover-identity',
  answers: moverIdentity,
  form: () =>
    Promise.resolve({
      fields: [
        { id: 'moverProtocol', kind: 'choice', required: true, choices: [{ value: 'ews' }, { value: 'graph' }] },
        {
          id: 'moverSignsIn',
          kind: 'choice',
          required: true,
          choices: [{ value: 'application' }, { value: 'account' }],
          proposal: 'application',
        },
        { id: 'sourceMoverApp', kind: 'text', required: false },
        { id: 'destinationMoverApp', kind: 'text', required: false },
      ],
      remarks: [],
    }),

  rules: (given) => sides.flatMap((side) => appRules(given, side)),

  /** The configuration is at hand: no tenant is asked. */
  look: (ctx, { moverSignsIn }) =>
    Promise.resolve(
      sides
        .filter((side) => moverSignsIn === 'account' && moverAccounts(ctx, side).length === 0)
        .map((side): BrokenRule => ({ field: 'moverSignsIn', code: 'answer.no-mover-account', facts: { side } })),
    ),
});

/** EWS lets in whom it knows by the id of the application, whoever signs in with it. */
function appRules(given: MoverIdentity, side: Side): readonly BrokenRule[] {
  const [field, app] = [appField[side], moverAppOf(given, side)];
  if (app === null) return given.moverProtocol === 'ews' ? [{ field, code: 'answer.no-mover-app' }] : [];
  return isAppId(app) ? [] : [{ field, code: 'answer.no-app-id', facts: { value: app.slice(0, 80) } }];
}

const isAppId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
