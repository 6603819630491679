/** The player page. */
import './player.css';
import { FEATURES } from './features';
import { App } from './ui/app';
import { guardComposition } from './ui/composing';
import { installProbe } from './ui/probe';

guardComposition(window);
installProbe(new App(document.body, FEATURES));
