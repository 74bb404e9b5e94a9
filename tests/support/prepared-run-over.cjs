module.exports = () => globalThis.removePrepared();
