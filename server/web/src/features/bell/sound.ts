/** The sound of a bell, made of a few fading tones. */

const PARTIALS = [[0.5, 0.5, 4.2], [1, 1, 3.2], [1.19, 0.45, 2.4], [1.5, 0.3, 1.8], [2, 0.5, 1.5], [2.66, 0.22, 1], [3.01, 0.14, 0.7]] as const;
const PITCH_HZ = 392;

/** Makes sound only after the person has done something, as browsers demand. */
export class BellSound {
  private context: AudioContext | undefined;

  /** @param loudness 0..1 */
  ring(loudness: number): void {
    try {
      this.context ??= new AudioContext();
      void this.context.resume();
      this.strike(this.context, loudness);
    } catch {
      // No sound device: the bell is also seen.
    }
  }

  dispose(): void {
    void this.context?.close();
  }

  private strike(context: AudioContext, loudness: number): void {
    const start = context.currentTime + 0.02;
    const all = context.createGain();
    all.gain.value = 0.22 * loudness;
    all.connect(context.destination);
    for (const [ratio, level, seconds] of PARTIALS) {
      const tone = context.createOscillator();
      const fade = context.createGain();
      tone.frequency.value = PITCH_HZ * ratio;
      fade.gain.setValueAtTime(0, start);
      fade.gain.linearRampToValueAtTime(level, start + 0.006);
      fade.gain.exponentialRampToValueAtTime(0.0008, start + seconds);
      tone.connect(fade).connect(all);
      tone.start(start);
      tone.stop(start + seconds);
    }
  }
}
