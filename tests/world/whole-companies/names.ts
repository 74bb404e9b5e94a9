/** Names of people, each with the form it takes in an address. Made up: given names and surnames are put together in turn. */
export interface Names {
  readonly given: readonly (readonly [written: string, inAddress: string])[];
  readonly surnames: readonly (readonly [written: string, inAddress: string])[];
}

const same = (...words: readonly string[]): [string, string][] => words.map((word) => [word, word.toLowerCase()]);

export const german: Names = {
  given: [...same('Anna', 'Karl', 'Ute', 'Tim', 'Ida', 'Emil'), ['Jürgen', 'juergen'], ['Käthe', 'kaethe']],
  surnames: [...same('Falkner', 'Thoma', 'Ebner', 'Ostler', 'Wirth'), ['Öhl', 'oehl'], ['Groß', 'gross']],
};

export const danish: Names = {
  given: [...same('Maja', 'Nils', 'Tove', 'Erik', 'Liv', 'Otto'), ['Bjørn', 'bjorn'], ['Åse', 'aase']],
  surnames: [...same('Lund', 'Holm', 'Dahl', 'Brandt', 'Vester'), ['Kjær', 'kjaer'], ['Nørgård', 'norgard']],
};

export const russian: Names = {
  given: [
    ['Антон', 'anton'],
    ['Пётр', 'petr'],
    ['Ольга', 'olga'],
    ['Глеб', 'gleb'],
    ['Юлия', 'yulia'],
    ['Ирина', 'irina'],
    ['Фёдор', 'fedor'],
    ['Яна', 'yana'],
  ],
  surnames: [
    ['Зимин', 'zimin'],
    ['Щербак', 'scherbak'],
    ['Наумов', 'naumov'],
    ['Эрнст', 'ernst'],
    ['Цой', 'tsoy'],
    ['Лесных', 'lesnykh'],
    ['Объедков', 'obedkov'],
  ],
};

export const chinese: Names = {
  given: same('Wei', 'Min', 'Jun', 'Lan', 'Hao', 'Ying', 'Tao', 'Fang'),
  surnames: same('Chen', 'Liu', 'Zhao', 'Sun', 'Guo', 'Tang', 'Deng'),
};

export interface Named {
  readonly name: string;
  readonly local: string;
}

/** As many different ones as there are pairs. */
export function people({ given, surnames }: Names, count: number): readonly Named[] {
  return Array.from({ length: count }, (_, n) => {
    const [first, firstLocal] = given[n % given.length] as readonly [string, string];
    const [last, lastLocal] = surnames[(n + Math.floor(n / given.length)) % surnames.length] as readonly [
      string,
      string,
    ];
    return { name: `${first} ${last}`, local: `${firstLocal}.${lastLocal}` };
  });
}
