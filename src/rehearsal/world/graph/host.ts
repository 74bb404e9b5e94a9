export const graphHost = 'graph.microsoft.com';
export const graphAudience = `https://${graphHost}`;
/** Where the addresses in answers begin. */
export const graphBase = `${graphAudience}/v1.0`;
