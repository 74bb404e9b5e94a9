/** Steps' code on clients that let it call nothing but what it says that it calls. */
import { appendFileSync } from 'node:fs';
import type { ActionDefinition, ActionRegistry, ConditionDefinition } from '../../../src/contract/actions.js';
import { createActions, type Systems, type TenantClients } from '../../../src/steps/index.js';

type Code = ActionDefinition | ConditionDefinition;
type Side = 'source' | 'destination';

/** As `createActions`, but a call that a step's row of `calls` leaves out fails where it is made. */
export const actionsHeldToTheirCalls = (systems: Systems): ActionRegistry => new Held(systems);

class Held extends Map<string, Code> {
  private readonly made = new Map<string, Code>();

  constructor(private readonly systems: Systems) {
    super(createActions(systems));
  }

  override get(name: string): Code | undefined {
    if (!this.has(name)) return undefined;
    const made = this.made.get(name) ?? held(this.systems, name);
    this.made.set(name, made);
    return made;
  }

  override *values(): MapIterator<Code> {
    for (const name of this.keys()) yield this.get(name) as Code;
  }
}

function held(systems: Systems, name: string): Code {
  let says: Code['calls'] = {};
  const watched = (side: Side, system: keyof TenantClients) =>
    new Proxy(systems[side][system], {
      get(client, property, receiver): unknown {
        const value: unknown = Reflect.get(client, property, receiver);
        if (typeof value !== 'function') return value;
        const call = `${system}.${String(property)}`;
        return (...given: unknown[]): unknown => {
          if (says?.[side]?.includes(call) !== true) {
            const record = process.env['RECORD_CALLS'];
            if (record === undefined)
              throw new Error(`${name} calls ${call} of the ${side} and does not say so: add it to its calls`);
            appendFileSync(record, `${name} ${side} ${call}\n`);
          }
          return (value as (...args: unknown[]) => unknown).apply(client, given);
        };
      },
    });
  const clients = (side: Side): TenantClients => ({
    graph: watched(side, 'graph') as TenantClients['graph'],
    exchange: watched(side, 'exchange') as TenantClients['exchange'],
  });
  const code = createActions({ ...systems, source: clients('source'), destination: clients('destination') }).get(name);
  says = code?.calls;
  return code as Code;
}
