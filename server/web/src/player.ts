/** The player page. */
import './player.css';
import { App } from './ui/app';
import { installProbe } from './ui/probe';

installProbe(new App(document.body));
