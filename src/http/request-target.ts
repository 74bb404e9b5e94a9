/** What a request line asks for: https://www.rfc-editor.org/rfc/rfc9112#section-3.2 */
export interface RequestTarget {
  /** Begins with a slash; `*` when the whole server is meant. */
  readonly path: string;
  /** The host in the target: it counts, and the header does not. */
  readonly host: string | null;
}

/** Null for what is no target of a request to this server. */
export function readTarget(method: string, target: string): RequestTarget | null {
  if (target.startsWith('/')) return { path: target, host: null };
  if (target === '*') return method === 'OPTIONS' ? { path: '*', host: null } : null;
  const absolute = /^https?:\/\/([^/?#]+)(.*)$/i.exec(target);
  if (absolute === null) return null;
  const [, host, rest] = absolute as unknown as [string, string, string];
  if (!isHost(host)) return null;
  return { path: rest.startsWith('/') ? rest : `/${rest}`, host };
}

/** A name or an address, with or without a port. An empty one is allowed: the sender had none to say. */
export const isHost = (host: string): boolean =>
  host === '' || (/^[^\s/?#@\\]+$/.test(host) && URL.canParse(`http://${host}/`));
