import { together } from './together.js';

together(__filename);
