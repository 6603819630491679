/** The page's features, in the order of their buttons. A line here is all that the page knows of one. */
import type { Feature } from '../ui/page';
import { bell } from './bell';
import { chat } from './chat';
import { gestures } from './gestures';
import { people } from './people';
import { places } from './places';
import { reactions } from './reactions';
import { seating } from './seating';

export const FEATURES: readonly Feature[] = [chat, people, places, reactions, gestures, seating, bell];
