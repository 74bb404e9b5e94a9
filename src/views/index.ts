export { createViews } from './views.js';
export { commands } from './help.js';
export type { Card, Reader, Surroundings, Views } from './api.js';
