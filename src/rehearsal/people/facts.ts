/** What everybody on the project knows before it begins. */
export interface RehearsalFacts {
  readonly movingDomains: readonly string[];
  readonly initialDomain: string;
}

export async function askFacts(baseUrl: string): Promise<RehearsalFacts> {
  const answer = await fetch(`${baseUrl}/world`);
  const { source } = (await answer.json()) as { source: { movingDomains?: string[]; initialDomain: string } };
  return { movingDomains: source.movingDomains ?? [], initialDomain: source.initialDomain };
}
