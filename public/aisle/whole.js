// All that is added to answers and evidence, in the order in which it stands.
import { start } from './answers.js';
import './figures.js';
import './panel.js';
import './chips.js';
import './options.js';

start();
