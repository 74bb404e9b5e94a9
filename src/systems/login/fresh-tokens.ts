/** What every client does alike when its token is refused. */
import type { Credential } from './credential.js';

/** A token can be taken back while another request renews it: one renewal is not always enough. */
const mostRenewals = 3;

/**
 * Sends again with a new token where the answer is 401, which is said before any work is done: so a write may be sent again, too.
 * `renewals` counts from 0.
 */
export async function withFreshTokens<T extends { readonly status: number }>(
  credential: Credential,
  scope: string,
  send: (token: string, renewals: number) => Promise<T>,
): Promise<T> {
  let token = await credential.token(scope);
  for (let renewals = 0; ; renewals += 1) {
    const answer = await send(token, renewals);
    if (answer.status !== 401 || renewals === mostRenewals) return answer;
    token = await credential.renew(scope, token);
  }
}
