import { changeIdentifierUris } from '../application-changes.js';
import { DoorRefusal } from '../door-refusal.js';
import type { Errand } from './portal.js';
import { textsIn } from './read-body.js';

/** "Expose an API": https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-configure-app-expose-web-apis */
export const applicationErrands: readonly Errand[] = [
  {
    pattern: 'applications/{id}',
    run({ world, side, actor, now, id, body }) {
      const application = world.store.get(side, 'applications', id.toLowerCase());
      if (application === undefined) throw new DoorRefusal(404, `The ${side} tenant has no application '${id}'.`);
      changeIdentifierUris(world, side, application, textsIn(body, 'identifierUris'), actor, now);
      return { touched: [{ side, kind: 'application', id: application.id, properties: ['identifierUris'] }] };
    },
  },
];
