const { default: Sequencer } = require('@jest/test-sequencer');

/** On a clean clone nothing is known of how long a file takes, and one that takes minutes must not begin last. */
const long = [/rehearsal.there-and-back/, /rehearsal.kills/, /store.durable/, /engine.several-people/];

const rank = ({ path }) => {
  const place = long.findIndex((name) => name.test(path));
  return place === -1 ? long.length : place;
};

module.exports = class extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
