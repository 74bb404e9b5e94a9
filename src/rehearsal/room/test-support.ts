/** For tests that attack the bot's door: the channel's true key in the hands of somebody who signs what they like. */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { channelIssuer, openKeyRing, signToken, type Claims, type KeyRing } from './key-ring.js';

export interface TokenWishes {
  readonly serviceUrl: string;
  readonly claims?: Claims;
  readonly header?: Claims;
  /** Another key (PEM) than the channel's. */
  readonly privateKey?: string;
}

/** Opens the keys of a room whose state folder is given; `null` makes a stranger's keys. */
export const keysOfRoom = (stateFolder: string | null): KeyRing => openKeyRing(stateFolder);

/** A token as the channel would sign it, but for what the test wants otherwise; a claim set to `undefined` is left out. */
export function signActivityToken(ring: KeyRing, wishes: TokenWishes): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: channelIssuer,
    aud: ring.registration.appId,
    serviceurl: wishes.serviceUrl,
    nbf: now - 60,
    exp: now + 3600,
    ...wishes.claims,
  };
  const header = { alg: 'RS256', kid: ring.keyId, typ: 'JWT', ...wishes.header };
  return signToken(
    header,
    claims,
    wishes.privateKey === undefined ? ring.privateKey : createPrivateKey(wishes.privateKey),
  );
}

/** The registration without opening the ring: what a stolen disk would show. */
export const keptKeys = (stateFolder: string): unknown =>
  JSON.parse(readFileSync(join(stateFolder, 'keys.json'), 'utf8')) as unknown;
