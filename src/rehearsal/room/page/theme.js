const order = ['auto', 'light', 'dark'];
const system = matchMedia('(prefers-color-scheme: dark)');

export class Theme extends EventTarget {
  constructor() {
    super();
    this.choice = order.includes(localStorage.getItem('room.theme')) ? localStorage.getItem('room.theme') : 'auto';
    system.addEventListener('change', () => {
      this.apply();
      this.dispatchEvent(new Event('change'));
    });
    this.apply();
  }

  get shown() {
    return this.choice === 'auto' ? (system.matches ? 'dark' : 'light') : this.choice;
  }

  next() {
    this.choice = order[(order.indexOf(this.choice) + 1) % order.length];
    localStorage.setItem('room.theme', this.choice);
    this.apply();
  }

  apply() {
    document.documentElement.dataset.theme = this.shown;
  }
}
