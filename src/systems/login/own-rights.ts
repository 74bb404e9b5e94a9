/** What a token says of the app it was issued to. It comes straight from the login and is checked by nobody here: it is only told to people. */
import type { Credential } from './credential.js';

export interface OwnRights {
  readonly appId: string;
  /** The app's object in this tenant, to which roles are assigned. */
  readonly servicePrincipalId: string;
  /** Application permissions on the resource that the token is for. */
  readonly roles: readonly string[];
  /** Templates of directory roles; not every token has them. */
  readonly directoryRoleIds: readonly string[];
}

/** As of now: a token that is held already says what was granted when it was issued. https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
export async function ownRights(credential: Credential, scope: string): Promise<OwnRights> {
  const token = await credential.renew(scope, await credential.token(scope));
  return rightsIn(token);
}

export function rightsIn(token: string): OwnRights {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Claims;
  return {
    appId: claims.appid ?? claims.azp ?? '',
    servicePrincipalId: claims.oid ?? '',
    roles: claims.roles ?? [],
    directoryRoleIds: claims.wids ?? [],
  };
}

interface Claims {
  readonly appid?: string;
  readonly azp?: string;
  readonly oid?: string;
  readonly roles?: readonly string[];
  readonly wids?: readonly string[];
}
