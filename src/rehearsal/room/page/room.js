/** What this person sees, kept up to date by the room's event stream; and what this person can do. */
export class Room extends EventTarget {
  constructor() {
    super();
    this.state = null;
    this.messages = new Map();
    this.source = null;
  }

  /** Becomes somebody: the stream begins with everything that person may see. */
  enterAs(key) {
    this.source?.close();
    this.key = key;
    this.source = new EventSource(`/room/events?as=${encodeURIComponent(key)}`);
    const on = (name, take) => this.source.addEventListener(name, (event) => take(JSON.parse(event.data)));
    this.source.onerror = () => this.tell('connection', false);
    on('state', (state) => {
      this.state = state;
      this.messages = new Map(state.messages.map((message) => [message.id, message]));
      this.tell('connection', true);
      this.tell('state');
    });
    on('message', (message) => {
      const before = this.messages.get(message.id) ?? null;
      this.messages.set(message.id, message);
      this.tell('message', { message, isNew: before === null });
    });
    on('people', (people) => {
      this.state.people = people;
      this.tell('people');
    });
    on('bot', ({ connected }) => {
      this.state.bot.connected = connected;
      this.tell('bot');
    });
    on('play', (play) => {
      this.state.play = play;
      this.tell('play');
    });
    on('typing', (where) => this.tell('typing', where));
  }

  get me() {
    return this.state.people.find((person) => person.key === this.key);
  }

  get channel() {
    return this.state.channels[0];
  }

  /** Posts of the channel with their replies, the one spoken in last at the end. */
  threads() {
    const threads = new Map();
    for (const message of this.messages.values()) {
      if (message.rootId === null) continue;
      const thread = threads.get(message.rootId) ?? { rootId: message.rootId, root: null, replies: [], last: 0 };
      if (message.id === message.rootId) thread.root = message;
      else thread.replies.push(message);
      thread.last = Math.max(thread.last, Number(message.id));
      threads.set(message.rootId, thread);
    }
    return [...threads.values()].filter(({ root }) => root !== null).sort((a, b) => a.last - b.last);
  }

  personal() {
    return [...this.messages.values()].filter(({ place }) => place === 'personal');
  }

  /** @param chosen files of the person's own machine that go along */
  async say(conversation, text, chosen = []) {
    const files = [];
    for (const file of chosen) files.push((await this.keep(file)).id);
    return this.sayWith(conversation, text, files);
  }

  /** With files that are in the person's OneDrive already. */
  sayWith(conversation, text, files) {
    const names = [{ key: 'bot', name: this.state.bot.name }, ...this.state.people];
    const mentions = names.filter(({ name }) => text.includes(`@${name}`)).map(({ key }) => key);
    return this.call('POST', '/room/messages', { conversation, text, mentions, files });
  }

  act(activityId, action) {
    return this.call('POST', '/room/actions', { activityId, action });
  }

  remove(id) {
    return this.call('DELETE', `/room/activities/${id}`, {});
  }

  read(place, upTo) {
    return this.call('POST', '/room/read', { place, upTo });
  }

  /** @param mine whether this person stays with whoever sits here; otherwise they are played, too, and one watches */
  play(playing, mine = true) {
    return this.call('POST', '/room/play', { playing, mine });
  }

  async keep(file) {
    const query = new URLSearchParams({ as: this.key, name: file.name });
    return answered(
      await fetch(`/room/files?${query}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: file,
      }),
    );
  }

  async call(method, path, body) {
    const response = await fetch(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: this.key, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, ...body }),
    });
    return answered(response);
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

async function answered(response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error?.message ?? `${response.status}`);
  return answer;
}
