const { default: Sequencer } = require('@jest/test-sequencer');

/** On a clean clone nothing is known of how long a file takes, and one that takes minutes must not begin last. The longest comes first. */
const long = [
  /rehearsal.there-and-back/,
  /steps.domains-in-the-world/,
  /together.steps/,
  /steps.addresses-in-the-world/,
  /store.durable/,
  /bot.two-processes/,
  /together.engine/,
  /steps.actions-in-the-world/,
  /rehearsal.killed/,
  /store.embedded/,
];

const rank = ({ path }) => {
  const place = long.findIndex((name) => name.test(path));
  return place === -1 ? long.length : place;
};

module.exports = class extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
