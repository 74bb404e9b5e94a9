/** The company that is moved to is made up; where the one that moves is called like it, another one is. */
export interface MadeUpDestination {
  readonly displayName: string;
  readonly own: string;
  readonly initial: string;
}

const companies: readonly [MadeUpDestination, ...MadeUpDestination[]] = [
  { displayName: 'Fabrikam', own: 'fabrikam.com', initial: 'fabrikamworld.onmicrosoft.com' },
  { displayName: 'Northwind Traders', own: 'northwindtraders.com', initial: 'northwindtraders.onmicrosoft.com' },
  { displayName: 'Adatum', own: 'adatum.com', initial: 'adatumworld.onmicrosoft.com' },
];

/** @param taken domains of the company that moves: nothing of the destination's is one of them, above one or below one. */
export function madeUpDestination(taken: readonly string[]): MadeUpDestination {
  const isTaken = (name: string): boolean =>
    taken
      .map((one) => one.toLowerCase())
      .some((one) => one === name || one.endsWith(`.${name}`) || name.endsWith(`.${one}`));
  return companies.find(({ own, initial }) => !isTaken(own) && !isTaken(initial)) ?? companies[0];
}
