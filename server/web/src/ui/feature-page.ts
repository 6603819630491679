/** The page as features see it, made of the page's parts. */
import type { Vector3 } from 'three';
import type { App } from './app';
import { replyWords } from './faults';
import type { FeatureWords, Page, Say } from './page';
import { filled } from './words';

/** @param app owner of everything */
export function featurePage(app: App): Page {
  const { game, registry, speech } = app;
  return {
    around: game,
    preferences: app.preferences,
    get language() { return speech.language; },
    get versionOfLanguage() { return app.spoken; },
    words: <K extends string>(words: FeatureWords<K>): Say<K> => (key, blanks) => filled(words[speech.language][key], blanks),
    onMessage: (kind, heard) => { registry.onMessage(kind, heard as (message: never) => void); },
    onFeatureMessage: (kind, heard) => { registry.onFeatureMessage(kind, heard); },
    act: (kind, answered) => game.act(kind, answered),
    replyWords: (reply) => replyWords(speech, reply),
    onEntered: (heard) => { registry.entered.push(heard); },
    onLeft: (heard) => { registry.left.push(heard); },
    onVenue: (heard) => { registry.venue.push(heard); },
    onFrame: (heard) => { registry.frame.push(heard); },
    onMoment: (heard) => { registry.moment.push(heard); },
    onMoveWhileSeated: (heard) => { registry.movedWhileSeated.push(heard); },
    addVerb: (verb) => { registry.verbs.push(verb); },
    addKey: (key) => { registry.keys.push(key); },
    addPanel: (panel) => { registry.panels.push(panel); },
    openPanel: (id) => { registry.openAsked(id); },
    showPanel: (id) => { registry.show(id); },
    closePanel: () => { registry.close(); },
    isPanelOpen: (id) => registry.open.value === id,
    addBar: (bar) => { registry.bars.push(bar); },
    addStatus: (line) => { registry.statuses.push(line); },
    addMapLayer: (layer) => { registry.mapLayers.push(layer); },
    addOverlay: (element) => { registry.overlays.push(element); },
    addWorldObject: (make) => { registry.worldObjects.push(make); },
    say: (text) => { app.visit?.hud.say(text); },
    announce: (text, own) => {
      app.visit?.hud.say(text);
      for (const heard of registry.announced) {
        heard(text, own);
      }
    },
    onAnnounced: (heard) => { registry.announced.push(heard); },
    openDialog: (render) => { app.openDialog(render); },
    closeDialog: () => { app.closeDialog(); },
    headOf: (avatar: number, out: Vector3) => app.visit?.headOf(avatar, out) ?? false,
    focusPicture: () => { app.visit?.focus(); },
  };
}
