/** Two soft tones while somebody is waiting. Browsers allow sound only after a touch or a key. */

const EVERY_MS = 4_000;
const NOTES = [659.3, 523.3];
/** Of all that ring on a page, the first sounds. */
const ringing = new Set<RingTone>();

export class RingTone {
  wanted = $state(true);
  #context: AudioContext | undefined;
  #ringing: ReturnType<typeof setInterval> | undefined;

  /** Waits for the first touch or key, then may sound; the returned function is silent for good. */
  start(): () => void {
    const allow = () => void (this.#context ??= new AudioContext());
    for (const event of ['pointerdown', 'keydown'] as const) addEventListener(event, allow);
    // One that came before: on a slow device a page is read and touched before it listens.
    if ('userActivation' in navigator && navigator.userActivation.hasBeenActive) allow();
    return () => {
      for (const event of ['pointerdown', 'keydown'] as const) removeEventListener(event, allow);
      this.ring(false);
      void this.#context?.close();
    };
  }

  ring(on: boolean): void {
    clearInterval(this.#ringing);
    ringing.delete(this);
    if (!on || !this.wanted) return;
    ringing.add(this);
    this.#sound();
    this.#ringing = setInterval(() => this.#sound(), EVERY_MS);
  }

  #sound(): void {
    const context = this.#context;
    const [first] = ringing;
    if (!context || first !== this) return;
    NOTES.forEach((frequency, i) => this.#note(context, frequency, context.currentTime + i * 0.35));
  }

  #note(context: AudioContext, frequency: number, at: number): void {
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0.15, at + 0.05);
    volume.gain.linearRampToValueAtTime(0, at + 0.6);
    const tone = new OscillatorNode(context, { frequency });
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.7);
  }
}
